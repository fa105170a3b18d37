package station

import "yizhan/kiosk/page"

// registerSex takes girl, boy, or 还不知道.
func (s *Station) registerSex(v *visit, d *registering) error {
	d.Sex = v.form.Text("sex")
	if err := s.checked(v, d, "sex"); err != nil {
		d.Sex = ""
		return s.wrong(v, d, "sex", "", err)
	}
	return s.goOn(v, d, "birth")
}

func (s *Station) registerSexPage(v *visit, d *registering, f page.Frame) (page.View, error) {
	likely, err := s.likely(v, d)
	return page.RegisterSex{Frame: f, Steps: page.RegisterSteps(1), Name: d.called(), Sex: d.Sex, Likely: likely,
		Prev: d.before("sex")}, err
}

// sexWord says a sex (GB/T 2261.1); "" for one that nobody knows.
func sexWord(sex string) string {
	switch sex {
	case "1":
		return "男"
	case "2":
		return "女"
	}
	return ""
}
