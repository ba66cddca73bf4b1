#!/bin/sh
# SinhKe Desktop: starts the version that current.txt names.
#
# A version that came by an update is tried: until it has opened the data (it removes trial.json itself then), an end
# other than in order brings the version before back by itself. See docs/decisions/0028-updates-by-stick.md.

# The usual start runs no other program than the version itself, as each takes its milliseconds.
here=$0
[ -L "$here" ] && { here=$(readlink -f -- "$0" 2>/dev/null) || here=$0; }
case $here in
/*) root=${here%/*} ;;
*/*) root=$PWD/${here%/*} ;;
*) root=$PWD ;;
esac
program=sinhke-desktop
unset SINHKE_TRIAL

# The version in current.txt, empty unless there is nothing but a version number in it.
version_in_use() {
	current=
	[ -r "$root/current.txt" ] || return 0
	while IFS= read -r line || [ -n "$line" ]; do
		current=$current$line
	done <"$root/current.txt"
	case $current in
	*[!0-9.]*) current=$(printf '%s' "$current" | tr -d ' \t\r') ;;
	esac
	case $current in
	*[!0-9.]* | .* | *. | *..* | *.*.*.*) current= ;;
	*.*.*) ;;
	*) current= ;;
	esac
}

# The version that the value of the key $1 of trial.json names.
tried() {
	sed -n 's/.*"'"$1"'":"\([0-9][0-9]*\.[0-9][0-9]*\.[0-9][0-9]*\)".*/\1/p' "$root/trial.json" | sed -n 1p
}

can_start() {
	[ -n "$1" ] && [ -f "$root/versions/$1/$program" ] && [ -x "$root/versions/$1/$program" ]
}

# The newest version that is there and can be started.
any_other() {
	for folder in "$root"/versions/*; do
		printf '%s\n' "${folder##*/}"
	done | sed -n '/^[0-9][0-9]*\.[0-9][0-9]*\.[0-9][0-9]*$/p' | sort -t. -k1,1nr -k2,2nr -k3,3nr |
		while read -r other; do
			can_start "$other" && printf '%s\n' "$other" && break
		done
}

# Says a sentence on the terminal and, where there is a screen, in whatever small window the system has.
tell() {
	printf '%s\n' "$1" >&2
	[ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || return 0
	if command -v zenity >/dev/null 2>&1; then
		zenity --error --no-markup --title="SinhKe Desktop" --text="$1" >/dev/null 2>&1
	elif command -v kdialog >/dev/null 2>&1; then
		kdialog --title "SinhKe Desktop" --error "$1" >/dev/null 2>&1
	elif command -v xmessage >/dev/null 2>&1; then
		xmessage -center "$1" >/dev/null 2>&1
	fi
	return 0
}

# Puts the version $1 back in use; what the trial was stays to be read by it. Fails where nothing can be written.
roll_back() {
	printf '%s\n' "$1" >"$root/current.txt.part" || return 1
	sync -- "$root/current.txt.part" 2>/dev/null
	mv -f -- "$root/current.txt.part" "$root/current.txt" && mv -f -- "$root/trial.json" "$root/rolled-back.json"
}

version_in_use
previous=
[ -r "$root/trial.json" ] && previous=$(tried previous)

if [ -n "$previous" ] && [ "$previous" != "$current" ] && can_start "$previous"; then
	status=127
	if can_start "$current"; then
		SINHKE_TRIAL=1 "$root/versions/$current/$program" "$@"
		status=$?
	fi
	# 129, 130, 143: the officer logged off or stopped it. 65, 66, 194: it told somebody why not (1, 2, 130).
	case $status in
	0 | 129 | 130 | 143) exit "$status" ;;
	65 | 66 | 194) exit $((status - 64)) ;;
	esac
	[ -e "$root/trial.json" ] || exit "$status"
	printf '%s\n' "Bản ${current:-mới} không chạy được nên chương trình tự trở về bản $previous. Dữ liệu vẫn an toàn." >&2
	roll_back "$previous" 2>/dev/null ||
		tell "Không ghi được vào thư mục chương trình $root. Vẫn mở bản $previous; hãy báo người hỗ trợ."
	exec "$root/versions/$previous/$program" "$@"
fi

can_start "$current" || current=$(any_other)
[ -n "$current" ] && exec "$root/versions/$current/$program" "$@"
tell "Chương trình SinhKe bị thiếu tệp nên không mở được. Dữ liệu của anh/chị vẫn an toàn, không bị xóa. Hãy cài lại chương trình từ USB; dữ liệu sẽ có lại ngay."
exit 1
