package page

import (
	"cmp"
	"strings"

	"yizhan/hub/words"
)

// helpOf is the help page of a kind of page; others have that of the part of the
// station in which they stand (Frame.Area).
var helpOf = map[string]string{
	"starting": "", "cover": "", "welcome": "", "help-page": "", "components": "",
	"pin": "pin", "pin-reset": "pin", "pin-new": "pin",
	"setup-site": "setup", "setup-groups": "setup", "pick-peg": "setup", "setup-county": "setup", "setup-done": "setup",
	"join": "join", "join-figures": "join", "join-pictures": "join",
	"register-name": "register-name", "register-sex": "register-sex", "ask-day": "register-birth", "ask-time": "clock",
	"register-carer": "register-carer", "register-village": "register-village", "register-phone": "register-phone",
	"register-same": "register-same", "write-name": "register-name", "sign": "register-sign", "receipt": "register-receipt",
	"consent": "consent", "call": "consent",
	"wall": "wall", "wall-absent": "wall", "wall-pickup": "pickup", "stranger": "pickup", "pickup-add": "pickup", "wall-gone": "wall",
	"wall-child": "fix", "staff": "staff",
	"check-step": "check", "noting": "due", "put-off": "due", "doses": "due",
	"child": "child", "enrol": "enrol", "leaving": "enrol", "find": "find", "conflict": "conflict",
	"import-file": "import", "import-columns": "import", "import-preview": "import", "import-done": "import",
	"round": "round", "check-up": "round",
	"weigh": "weigh", "growth": "growth",
	"guide": "guide", "guide-page": "guide",
	"form-step": "form", "form-sheet": "form", "form-list": "form", "form-many": "form",
	"alarm-press": "alarm", "alarm-learn": "alarm", "alarm-own": "", "alarm-near": "", "alarm-who": "",
	"recovery-code": "backup",
	"print-job":     "print", "print-look": "print", "printers": "print",
	"say": "say", "say-prompt": "say", "say-picture": "say", "say-phone": "", "phone-scan": "", "phone-word": "", "phone-child": "", "phone-class": "", "phone-class-replay": "",
	"stick": "stick", "state": "state", "prefs": "settings", "staff-person": "settings",
}

// helpKey is the help page that 帮助 opens; "" for pages that offer none.
func helpKey(wanted, page, area string) string {
	if wanted != "" {
		return wanted
	}
	if key, own := helpOf[page]; own {
		return key
	}
	return cmp.Or(area, "home")
}

// HelpFor is the help page of a key. Its sentence in hub/words has the headline
// on the first line and one short step on each of the others. An unknown key
// answers with the help of the home page: a way on is better than a dead end.
func HelpFor(key string, f Frame, prev string) HelpPage {
	if !words.Has("help." + key) {
		key = "home"
	}
	lines := strings.Split(words.Say("help."+key), "\n")
	f.Help = ""
	return HelpPage{Frame: f, Head: lines[0], Lines: lines[1:], Prev: prev, Drawing: helpDrawing(key)}
}
