"""Which front end shows the widgets: some do not load scripts that come with other packages than ipywidgets."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from IPython import get_ipython

# JupyterLab's server and Voilà say so to the kernels that they start.
_JUPYTER = ("JPY_SESSION_NAME", "SERVER_SOFTWARE")


def only_builtin(asked: bool | None = None, environment: Mapping[str, str] | None = None) -> bool:
    """Return whether to make do with the widgets that ipywidgets brings itself.

    VS Code and Colab load the scripts of other packages from the web, only when that is allowed, or not at all. VS Code
    is known by the name of the notebook that it gives to the kernel, or by a variable where no Jupyter server started
    the kernel; Colab by its package.

    Parameters
    ----------
    asked : bool, optional
        What the reader wants; it decides when it is given.
    environment : mapping, optional
        Variables of the process; those of this one when not given.

    Examples
    --------
    >>> only_builtin(True), only_builtin(environment={"VSCODE_PID": "1"}), only_builtin(environment={})
    (True, True, False)
    """
    if asked is not None:
        return asked
    known = os.environ if environment is None else environment
    if "google.colab" in sys.modules or "COLAB_RELEASE_TAG" in known:
        return True
    shell = get_ipython()
    if shell is not None and "__vsc_ipynb_file__" in shell.user_ns:
        return True
    return "VSCODE_PID" in known and not any(name in known for name in _JUPYTER)
