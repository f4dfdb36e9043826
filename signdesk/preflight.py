"""Says in words, before Qt is imported, what this machine lacks: system libraries (with the line that brings them) or
a screen. Standard library only, and no part of the package is imported, so that it works where nothing else would;
run as a script it prints the missing Debian packages, which is how `./run` learns them. It is not translated by the
catalogue, which needs Babel: it says each thing in both languages."""

import ctypes
import os
import sys

# Shared object -> Debian / Ubuntu package. The first group is loaded by Qt on every platform plug-in, the second by
# real windows on X.
ALWAYS = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libbrotlidec.so.1": "libbrotli1",
}
ON_SCREEN = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libcups.so.2": "libcups2",
}


def missing_packages(*, on_screen: bool) -> list[str]:
    """The packages whose library cannot be loaded, in the order of the tables; `on_screen` adds what real windows
    need."""
    needed = ALWAYS | ON_SCREEN if on_screen else ALWAYS
    packages = []
    for library, package in needed.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            packages.append(package)
    return packages


def apt_line(packages: list[str]) -> str:
    """The one line a person types to bring `packages`."""
    return "sudo apt-get update && sudo apt-get install -y --no-install-recommends " + " ".join(packages)


def has_screen() -> bool:
    """Whether a Wayland compositor or an X server is named and, where it is on this machine, answers. Qt itself would
    abort."""
    if os.environ.get("WAYLAND_DISPLAY"):
        return True
    display = os.environ.get("DISPLAY", "")
    number = display.removeprefix("unix").removeprefix(":").partition(".")[0]
    if not number.isdigit():
        return bool(display)  # a server on another machine
    import socket  # 5 ms that a start without X saves

    for address in (f"\0/tmp/.X11-unix/X{number}", f"/tmp/.X11-unix/X{number}"):  # noqa: S108 - where X servers listen
        with socket.socket(socket.AF_UNIX) as connection:
            if connection.connect_ex(address) == 0:
                return True
    return False


def complaint(*, windows: bool) -> str | None:
    """Why Qt cannot start here, as text for a person, or None. With `windows` a screen is required unless the
    environment asks for one of Qt's platforms without any (`offscreen`, `minimal`, `vnc`)."""
    if not sys.platform.startswith("linux"):
        return None
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0].partition(";")[0]
    on_screen = windows and platform in {"", "xcb", "wayland"}
    if on_screen and not has_screen():
        return (
            "这台机器没有可用的屏幕，请在桌面环境中打开；不需要屏幕的演示是：./run tour --out 目录\n"
            "There is no screen here: open SignDesk on a desktop, or see it without one with ./run tour --out DIR"
        )
    packages = missing_packages(on_screen=on_screen)
    if packages:
        return (
            "缺少系统库，请先运行这一行：\n"
            "System libraries are missing; please run this line first:\n"
            f"  {apt_line(packages)}"
        )
    return None


if __name__ == "__main__":
    # Without Linux there is no apt; with it, `./run` asks for everything a real window needs.
    if sys.platform.startswith("linux"):
        sys.stdout.write(" ".join(missing_packages(on_screen=True)) + "\n")
