package station

import (
	"fmt"
	"slices"
	"strings"

	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// clusterShow is several children who are ill alike: what to say on the telephone, and
// who was told. It counts; what they have, doctors say.
func (s *Station) clusterShow(v *visit) error {
	p, err := s.clusterPage(v)
	if err != nil {
		return err
	}
	return v.render(p)
}

func (s *Station) clusterPage(v *visit) (page.Rows, error) {
	all, err := s.Desk.Clusters(v.ctx(), v.who.Actor, v.site.ID)
	if err != nil {
		return page.Rows{}, err
	}
	f := v.framed("几个孩子一样不舒服")
	f.Help, f.Undo = "cluster", v.undo("/cluster", "", "记好了")
	p := page.Rows{Frame: f, Action: "/cluster", Empty: "没有几个孩子一样不舒服。"}
	if len(all) > 0 {
		if p.Note, err = s.callNote(v, "", "卫生院", "县疾控"); err != nil {
			return p, err
		}
		p.Lead = "给卫生院、县疾控打电话，照着念：“这里是" + v.site.Name + "，" + clusterSay(all[0]) + "，请问怎么办？”孩子分开，开窗，洗手，擦玩具。"
	}
	told, _ := s.field("cluster", "told")
	for _, c := range all {
		row := page.Row{Icon: "i-warn", Bold: fmt.Sprintf("%d 个孩子", c.Cases), Text: c.Name + "，" + withinWord(c.Cluster.Within), Small: "只是数出来的，不是看病。" + c.Cluster.Then}
		for _, o := range told.Choices {
			if slices.Contains(c.Told.Told, o.Code) {
				row.Small = joinFacts(calendar.Date(c.Told.ToldDay, s.Desk.Today())+"打给了"+o.Label, row.Small)
				continue
			}
			row.Do = append(row.Do, page.Choice{Value: c.What + ":" + o.Code, Text: "打给" + o.Label + "了"})
		}
		p.Rows = append(p.Rows, row)
	}
	return p, nil
}

func clusterSay(c desk.Cluster) string {
	what := "像" + c.Name
	if c.Cluster.Of != c.What { // counted by what is alike
		what = c.Name
	}
	return fmt.Sprintf("%s有 %d 个孩子%s", withinWord(c.Cluster.Within), c.Cases, what)
}

func withinWord(days int) string {
	if days == 1 {
		return "今天"
	}
	return fmt.Sprintf("%d 天里", days)
}

// clusterTell notes whom somebody called.
func (s *Station) clusterTell(v *visit) error {
	if v.form.Has("undo") {
		if _, err := v.takeBack(); err != nil {
			return err
		}
		return v.see("/cluster")
	}
	what, whom, _ := strings.Cut(v.form.Text("do"), ":")
	all, err := s.Desk.Clusters(v.ctx(), v.who.Actor, v.site.ID)
	if err != nil {
		return err
	}
	var told []string
	for _, c := range all {
		if c.What == what {
			told = slices.Clone(c.Told.Told)
		}
	}
	if whom != "" && !slices.Contains(told, whom) {
		told = append(told, whom)
	}
	out, err := s.Desk.TellCluster(v.ctx(), v.who.Actor, v.form.Request(), what, told)
	if err == nil {
		return v.done("/cluster", out)
	}
	if !question(err) {
		return err
	}
	p, perr := s.clusterPage(v)
	if perr != nil {
		return perr
	}
	p.Errors = faultAt(err, "")
	return v.again(err, p)
}
