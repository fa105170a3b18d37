package station

import "regexp"

// helpAt says which help page belongs to which part of the station, for pages whose
// kind (a choice, some figures, a message) does not say it. The first that fits.
var helpAt = []struct {
	path *regexp.Regexp
	key  string
}{
	{regexp.MustCompile(`^/$`), "home"},
	{regexp.MustCompile(`^/register`), "register-name"},
	{regexp.MustCompile(`^/wall/(stranger|pickup)`), "pickup"},
	{regexp.MustCompile(`^/wall`), "wall"},
	{regexp.MustCompile(`^/staff`), "staff"},
	{regexp.MustCompile(`^/child/[^/]+/(rights|copy|asks)`), "rights"},
	{regexp.MustCompile(`^(/child/[^/]+/erase|/erasing)`), "erase"},
	{regexp.MustCompile(`^/child/[^/]+/(enrol|leave|day)`), "enrol"},
	{regexp.MustCompile(`^/child/[^/]+/(pickup|pickups)`), "pickup"},
	{regexp.MustCompile(`^/child/[^/]+/person`), "people"},
	{regexp.MustCompile(`^/child/[^/]+/edit`), "edit"},
	{regexp.MustCompile(`^/child/[^/]+/(same|family)`), "same"},
	{regexp.MustCompile(`^/child/[^/]+/(due|doses|signs)|^/(due|put)/`), "due"},
	{regexp.MustCompile(`^/child/[^/]+/move|^/arrivals`), "move"},
	{regexp.MustCompile(`^/child/[^/]+/history`), "history"},
	{regexp.MustCompile(`^/child/[^/]+/(card|online)|^/card`), "card"},
	{regexp.MustCompile(`^/child`), "child"},
	{regexp.MustCompile(`^/find`), "find"},
	{regexp.MustCompile(`^/conflict`), "conflict"},
	{regexp.MustCompile(`^/consents`), "consent"},
	{regexp.MustCompile(`^/unfinished`), "draft"},
	{regexp.MustCompile(`^/(todo|gaps)`), "todo"},
	{regexp.MustCompile(`^/(stick|export)`), "stick"},
	{regexp.MustCompile(`^/(state|copies|refused|sound)`), "state"},
	{regexp.MustCompile(`^/safety`), "safety"},
	{regexp.MustCompile(`^/import`), "import"},
	{regexp.MustCompile(`^/(join|settings/county)`), "join"},
	{regexp.MustCompile(`^/setup`), "setup"},
	{regexp.MustCompile(`^/settings/groups`), "groups"},
	{regexp.MustCompile(`^/(settings/(backup|recovery)|recovered|backup)`), "backup"},
	{regexp.MustCompile(`^/(unlock|custody|settings/(custody|unlock))`), "unlock"},
	{regexp.MustCompile(`^/(pin|badge)`), "pin"},
	{regexp.MustCompile(`^/clock/days`), "clock-days"},
	{regexp.MustCompile(`^/clock`), "clock"},
	{regexp.MustCompile(`^/(paper|print)`), "print"},
	{regexp.MustCompile(`^/say`), "say"},
	{regexp.MustCompile(`^/care|^/child/[^/]+/care`), "care"},
	{regexp.MustCompile(`^/guide`), "guide"},
	{regexp.MustCompile(`^/lesson`), "lesson"},
	{regexp.MustCompile(`^/(class|plan|replay)`), "class"},
	{regexp.MustCompile(`^/brought`), "pack"},
	{regexp.MustCompile(`^/forms`), "form"},
	{regexp.MustCompile(`^/(alarm|sound)`), "alarm"},
	{regexp.MustCompile(`^/practice`), "practice"},
	{regexp.MustCompile(`^/(settings|me)`), "settings"},
	{regexp.MustCompile(`^/more`), "more"},
}

// helpOf is the help page of a path; "" where no part of the station is meant.
func helpOf(path string) string {
	for _, at := range helpAt {
		if at.path.MatchString(path) {
			return at.key
		}
	}
	return ""
}
