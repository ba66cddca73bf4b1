/* Which version is started, and the way back when a new one fails: current.txt, trial.json, rolled-back.json. */
#include "launcher.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#define TEXT_ROOM 65536
#define DIGITS "0123456789."

BOOL is_file(const wchar_t *path)
{
    DWORD kind = GetFileAttributesW(path);
    return kind != INVALID_FILE_ATTRIBUTES && !(kind & FILE_ATTRIBUTE_DIRECTORY);
}

/* Python and the program's first module are both there. */
BOOL can_start(const wchar_t *root, const wchar_t *version)
{
    wchar_t *python = JOINED(root, L"\\versions\\", version, L"\\pythonw.exe");
    wchar_t *compiled = JOINED(root, L"\\versions\\", version, L"\\site\\sinhke_desktop\\__main__.pyc");
    wchar_t *source = JOINED(root, L"\\versions\\", version, L"\\site\\sinhke_desktop\\__main__.py");
    BOOL found = is_file(python) && (is_file(compiled) || is_file(source));
    free(python);
    free(compiled);
    free(source);
    return found;
}

/* The file's bytes, ended by 0; NULL if it cannot be read or is longer than any of ours. */
static char *content(const wchar_t *root, const wchar_t *name)
{
    wchar_t *path = JOINED(root, L"\\", name);
    HANDLE file = CreateFileW(path, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL,
                              OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL);
    free(path);
    if (file == INVALID_HANDLE_VALUE)
        return NULL;
    char *bytes = calloc(TEXT_ROOM + 1, 1);
    DWORD got = 0;
    BOOL whole = bytes && ReadFile(file, bytes, TEXT_ROOM, &got, NULL) && got < TEXT_ROOM;
    CloseHandle(file);
    if (whole)
        return bytes;
    free(bytes);
    return NULL;
}

/* Take the version that begins at *text* and ends before one of *ends*; digits and dots, one digit at least. */
static BOOL taken(const char *text, const char *ends, wchar_t version[VERSION_ROOM])
{
    size_t length = strspn(text, DIGITS);
    if (length == 0 || length >= VERSION_ROOM || text[0] == '.' || !strchr(ends, text[length]))
        return FALSE;
    for (size_t i = 0; i < length; i++)
        version[i] = (wchar_t)text[i];
    version[length] = 0;
    return TRUE;
}

BOOL read_current(const wchar_t *root, wchar_t version[VERSION_ROOM])
{
    char *text = content(root, L"current.txt");
    if (!text)
        return FALSE;
    BOOL good = taken(text + strspn(text, " \t\r\n"), " \t\r\n", version); /* strchr finds the ending 0 too */
    free(text);
    return good;
}

/* The version before the one on trial. Inside other values every quote is escaped, so the name cannot stand there. */
BOOL read_previous(const wchar_t *root, wchar_t version[VERSION_ROOM])
{
    static const char name[] = "\"previous\":\"";
    char *text = content(root, L"trial.json");
    if (!text)
        return FALSE;
    char *found = strstr(text, name);
    BOOL good = found && taken(found + sizeof name - 1, "\"", version) && version[0];
    free(text);
    return good;
}

BOOL on_trial(const wchar_t *root)
{
    wchar_t *path = JOINED(root, L"\\trial.json");
    BOOL found = is_file(path);
    free(path);
    return found;
}

static int compared(const wchar_t *one, const wchar_t *other)
{
    while (*one || *other) {
        wchar_t *end_one, *end_other;
        unsigned long a = wcstoul(one, &end_one, 10), b = wcstoul(other, &end_other, 10);
        if (a != b)
            return a < b ? -1 : 1;
        one = *end_one == L'.' ? end_one + 1 : end_one;
        other = *end_other == L'.' ? end_other + 1 : end_other;
        if (end_one == one && end_other == other && *one && *other)
            break; /* neither moves on: not numbers */
    }
    return 0;
}

/* The newest version that can be started; with *below* only an older one than that. */
BOOL newest_other(const wchar_t *root, const wchar_t *below, wchar_t version[VERSION_ROOM])
{
    wchar_t *pattern = JOINED(root, L"\\versions\\*");
    WIN32_FIND_DATAW entry;
    HANDLE search = FindFirstFileW(pattern, &entry);
    BOOL found = FALSE;
    free(pattern);
    if (search == INVALID_HANDLE_VALUE)
        return FALSE;
    do {
        const wchar_t *name = entry.cFileName;
        size_t length = wcslen(name);
        if (name[0] == L'.' || length >= VERSION_ROOM || wcsspn(name, L"" DIGITS) != length)
            continue;
        if ((below && compared(name, below) >= 0) || (found && compared(name, version) <= 0) || !can_start(root, name))
            continue;
        wcscpy(version, name);
        found = TRUE;
    } while (FindNextFileW(search, &entry));
    FindClose(search);
    return found;
}

/* current.txt names *previous* again, then the trial is over; FALSE if the disk refuses. */
BOOL roll_back(const wchar_t *root, const wchar_t *previous)
{
    wchar_t *part = JOINED(root, L"\\current.txt.part"), *current = JOINED(root, L"\\current.txt");
    wchar_t *trial = JOINED(root, L"\\trial.json"), *over = JOINED(root, L"\\rolled-back.json");
    char line[VERSION_ROOM + 2] = {0};
    DWORD length = 0, written = 0;
    while (previous[length] && length < VERSION_ROOM) {
        line[length] = (char)previous[length];
        length++;
    }
    line[length++] = '\n';
    HANDLE file = CreateFileW(part, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
    BOOL done = file != INVALID_HANDLE_VALUE;
    if (done) {
        done = WriteFile(file, line, length, &written, NULL) && written == length && FlushFileBuffers(file);
        CloseHandle(file);
    }
    done = done && MoveFileExW(part, current, MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH) &&
           MoveFileExW(trial, over, MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH);
    free(part);
    free(current);
    free(trial);
    free(over);
    return done;
}
