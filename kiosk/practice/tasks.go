package practice

import (
	"net/http"
	"regexp"
)

// task is one thing to try. It is done once a request of the method and path was
// answered without trouble, and led where it must.
type task struct {
	text, how string
	href      string // where it begins
	method    string
	path      *regexp.Regexp
	field     string         // that was posted; "" any
	to        *regexp.Regexp // where the answer leads; nil: anywhere
}

// tasks are the six, in the order of a morning. The last one is leaving.
var tasks = []task{
	{text: "登记一个孩子", how: "名字随便点，一步一步往下走", href: "/register",
		method: http.MethodPost, path: regexp.MustCompile(`^/register/`), to: regexp.MustCompile(`^/child/[0-9a-f]+/receipt$`)},
	{text: "早上到了一个", how: "在登记台上点一个孩子", href: "/wall/morning",
		method: http.MethodPost, path: regexp.MustCompile(`^/wall/morning$`), field: "tap"},
	{text: "点错了，撤回", how: "登记台下面那条里，点“撤回”", href: "/wall/morning",
		method: http.MethodPost, path: regexp.MustCompile(`^/wall/`), field: "undo"},
	{text: "找一个孩子", how: "按名字的第一个字母", href: "/find",
		method: http.MethodGet, path: regexp.MustCompile(`^/child/[0-9a-f]+$`)},
	{text: "看一眼帮助", how: "哪一页右上角都有", href: "/find",
		method: http.MethodGet, path: regexp.MustCompile(`^/help/`)},
	{text: "结束练习", how: "练的都不留", href: end,
		method: http.MethodGet, path: regexp.MustCompile(`^` + end + `$`)},
}

// Paths of a practice.
const (
	list = "/practice"
	end  = "/practice/end"
)

// within are the pages that a made-up box has. Whatever leads out of it (sticks, the
// network, keys, printers, who is signed in) is not among them.
var within = regexp.MustCompile(`^/($|wall/|register|child/|find|help/|ime|asset/|live$|todo|gaps$|arrivals$|conflict/|consents|staff$|unfinished|more$|state$|practice)`)

// outside are pages below those that leave the box all the same: a child's papers
// and card, printing, a move to another station.
var outside = regexp.MustCompile(`^/(child/[0-9a-f]+/(rights|copy|asks|correct|erase|erasing|move|card|slips|print|save)|consents/print|wall/print)`)
