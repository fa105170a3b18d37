package box

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/words"
	"yizhan/kiosk/county"
)

// desks is one officer of each kind, and the address where her work begins.
var desks = []struct {
	name     string
	role     hub.Role
	township string
	home     string
}{
	{"县里", hub.RoleCounty, "", "/overview"},
	{"镇里", hub.RoleTownship, sudian, "/overview"},
	{"卫生院", hub.RoleHealth, sudian, "/overview"},
	{"县里只看", hub.RoleViewer, "", "/overview"},
	{"镇里只看", hub.RoleViewer, sudian, "/overview"},
	{"审计的", hub.RoleAuditor, "", "/audit"},
	{"管理员", hub.RoleAdmin, "", "/officers"},
}

// offered is a page that another one leads to.
var offered = regexp.MustCompile(`<a [^>]*href="(/[a-z/]*)"`)

func gateOf(pattern string) (county.Gate, bool) {
	for _, g := range county.Gates() {
		if g.Pattern == pattern {
			return g, true
		}
	}
	return county.Gate{}, false
}

var inPath = regexp.MustCompile(`\{[a-z$]+\}`)

// Every address of the county's desk, asked by everybody who can log in: her role lets
// her in, or she is told that it is not hers and the trail has it. What a handler checks
// besides never says otherwise.
func TestRoutesAndRoles(t *testing.T) {
	r := newRegion(t)
	child := r.register(r.stations[0], "王梓涵", "13812340421")
	r.meet(r.stations...)
	var no []string // sentences that refuse a role
	for _, key := range []string{"county.may-not", "desk.may-not", "device.may-not", "county.may-not-export", "county.may-not-phone"} {
		no = append(no, words.Say(key))
	}
	refused := func(o *officer) bool {
		for _, line := range no {
			if strings.Contains(o.body, line) {
				return true
			}
		}
		return false
	}
	for _, who := range desks {
		r.must(r.county.office.AddOfficer(r.ctx, who.name, password, who.role, who.township))
		o := r.browser().login(who.name, password).on(who.home)
		in := 0
		for _, g := range county.Gates() {
			if g.Open {
				continue
			}
			method, path, found := strings.Cut(g.Pattern, " ")
			if !found {
				method, path = http.MethodGet, "/nowhere"
			}
			path = inPath.ReplaceAllStringFunc(path, func(name string) string {
				switch name {
				case "{$}":
					return ""
				case "{key}":
					return strings.Repeat("0", 64)
				case "{kind}":
					return "complaint"
				case "{tab}":
					return "stations"
				}
				return child.String()
			})
			if method == http.MethodGet {
				o.get(path)
			} else {
				o.post(path, url.Values{"request": {hub.NewID().String()}})
			}
			opens := func(g county.Gate) bool {
				return (g.Act == "" || who.role.May(g.Act) || who.role.May(g.Or)) && (!g.Whole || who.township == "")
			}
			may := opens(g)
			switch {
			case o.code >= http.StatusInternalServerError:
				t.Errorf("%s at %s: %d %s", who.name, g.Pattern, o.code, o.text())
			case may && (refused(o) || o.at.Path == "/login"):
				t.Errorf("%s may %s, and %s turns her away", who.name, g.Act, g.Pattern)
			case !may && path == "/overview":
				o.on(who.home)
			case !may && (o.code != http.StatusForbidden || !refused(o)):
				t.Errorf("%s may not %s, and %s answers %d at %s", who.name, g.Act, g.Pattern, o.code, o.at.Path)
			case !may:
				for _, link := range offered.FindAllStringSubmatch(o.body, -1) {
					if to, known := gateOf("GET " + link[1]); known && !opens(to) {
						t.Errorf("%s is turned away at %s, and sent to %s, which is not hers either", who.name, g.Pattern, link[1])
					}
				}
			}
			if may {
				in++
			}
		}
		if in < 3 {
			t.Errorf("%s gets in at %d addresses", who.name, in)
		}
	}
}
