package station

import (
	"yizhan/hub"
	"yizhan/kiosk/page"
)

// registerShow shows a step with what was said so far.
func (s *Station) registerShow(v *visit, d *registering) error {
	step := v.PathValue("step")
	if d.Step == "" && step != "name" {
		return v.see("/register")
	}
	p, err := s.registerPage(v, d, step, nil)
	if err != nil {
		return err
	}
	return v.render(p)
}

// registerPage is a step's page.
func (s *Station) registerPage(v *visit, d *registering, step string, faults page.Errors) (page.View, error) {
	f := v.frame("登记宝宝")
	f.Help, f.Draft, f.Errors = "register-"+step, d.Request.String(), faults
	switch step {
	case "name":
		return s.registerNamePage(v, d, f)
	case "sex":
		return s.registerSexPage(v, d, f)
	case "birth":
		return s.registerBirthPage(v, d, f)
	case "carer":
		return s.registerCarerPage(d, f), nil
	case "carer-name":
		return s.registerCarerNamePage(v, d, f)
	case "village":
		return s.registerVillagePage(v, d, f)
	case "village-name":
		return s.registerVillageNamePage(v, d, f)
	case "phone":
		return s.registerPhonePage(d, f), nil
	case "same":
		return s.registerSamePage(v, d, f)
	case "consent":
		return s.registerConsentPage(v, d, f)
	case "sign":
		return s.registerSignPage(d, f), nil
	}
	return nil, hub.E(hub.CodeNotFound, "register.no-step")
}

// before is the step that 上一步 leads to.
func (d *registering) before(step string) string {
	to := map[string]string{
		"sex": "name", "birth": "sex", "carer": "birth", "carer-name": "carer", "village": "carer",
		"village-name": "village", "phone": "village", "same": "phone", "consent": "phone", "sign": "consent",
	}[step]
	switch {
	case step == "birth" && d.As == asUnnamed: // she has said 女儿 or 儿子
		to = "name"
	case step == "carer-name" && d.Expecting:
		to = "name"
	case step == "village" && d.Expecting:
		to = "carer-name"
	case (step == "consent" || step == "same") && len(d.People) > 0:
		to = "birth"
	case step == "same" && d.Step != "consent":
		to = d.Step
	}
	if to == "" {
		return ""
	}
	return "/register/" + to
}

// stepWord is how the head calls a step, for those who come back to it.
func stepWord(step string) string {
	switch step {
	case "name":
		return "名字"
	case "sex":
		return "男女"
	case "birth":
		return "生日"
	case "carer", "carer-name":
		return "谁带"
	case "village", "village-name":
		return "住哪"
	case "phone":
		return "电话"
	}
	return "同意书"
}
