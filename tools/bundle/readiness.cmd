@echo off
rem readiness.cmd COMMAND ...   The command line; see README.txt.
setlocal EnableExtensions DisableDelayedExpansion
for /f "tokens=2 delims=:" %%C in ('chcp') do set "OLDCP=%%C"
chcp 65001 >nul
set PYTHONUTF8=1
set "PYTHON=%~dp0python\python.exe"
if exist "%PYTHON%" goto run
set "PYTHON="
for %%V in (3.13 3.12 3.11) do if not defined PYTHON for /f "delims=" %%P in ('py -%%V -c "import sys; print(sys.executable)" 2^>nul') do set "PYTHON=%%P"
if defined PYTHON goto run
set "PYTHON=python"
rem Without Python, "python" is a stub of Windows that only opens the store: it must run something to count.
python -c "import sys" >nul 2>nul && goto run
type "%~dp0python-missing.txt" 1>&2
set CODE=2
goto end
:run
"%PYTHON%" "%~dp0start.py" %*
set CODE=%ERRORLEVEL%
:end
if defined OLDCP chcp %OLDCP% >nul
exit /b %CODE%
