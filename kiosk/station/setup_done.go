package station

import (
	"fmt"
	"strings"

	"yizhan/kiosk/page"
)

// setupDone says that the box can be used, and what it is.
func (s *Station) setupDone(v *visit) error {
	groups, err := s.Desk.Groups(v.ctx(), v.site.ID)
	if err != nil {
		return err
	}
	places := 0
	for _, g := range groups {
		places += g.Places
	}
	site := v.site.Name
	if places > 0 {
		site += fmt.Sprintf("，%d 个托位", places)
	}
	safety, err := s.Box.Safety(v.ctx())
	if err != nil {
		return err
	}
	county := "还没接，记录先存在本机"
	if safety.County != "" {
		county = safety.County
	}
	f := v.frame("设置好了")
	f.Help = "setup"
	lines := []page.Fact{
		{Word: "地方", Text: s.where(v)}, {Word: "站", Text: site},
		{Word: "谁用", Text: v.who.Name + "，" + s.wordOf("staff", "role", string(v.who.Actor.Role))},
		{Word: "县里", Text: county},
	}
	return v.render(page.SetupDone{Frame: f, Lines: append(lines, s.soundFacts(v.ctx())...)})
}

// where is the site's place in words, from the province down.
func (s *Station) where(v *visit) string {
	words := []string{}
	path, _ := s.Places.Lookup(v.site.Township)
	for i, at := range path {
		if i == 0 || at.Short() != path[i-1].Short() {
			words = append(words, at.Short())
		}
	}
	if len(words) == 0 {
		words = append(words, v.site.TownshipName)
	}
	return strings.TrimSpace(strings.Join(append(words, v.site.VillageName), " "))
}
