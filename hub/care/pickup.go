package care

import "yizhan/hub"

// CheckPickup says whether an adult may fetch a child today: a guardian, or
// somebody the guardian put on the list who is at least 18 (R26; 国卫人口发〔2019〕58号:
// 由婴幼儿监护人或其委托的成年人接送). Her age is read from her ID number where there is
// one; else somebody must have made sure. nil: she may.
func (r *Rules) CheckPickup(p Person, today hub.Day) *hub.Error {
	if p.Withdrawn || !p.Pickup && !p.Guardian {
		return hub.E(hub.CodeForbidden, "pickup.not-listed")
	}
	if p.Guardian {
		return nil
	}
	if id, err := CheckIdentity(p.IDNo); err == nil {
		if !r.Adult(id.Birth, today) {
			return hub.E(hub.CodeForbidden, "pickup.young", r.PickupYears)
		}
		return nil
	}
	if !p.Adult {
		return hub.E(hub.CodeQuestion, "pickup.age", r.PickupYears)
	}
	return nil
}

// Adult says whether somebody born on birth is old enough to fetch a child; an
// unknown day is not.
func (r *Rules) Adult(birth, today hub.Day) bool {
	b, ok1 := birth.Time()
	now, ok2 := today.Time()
	return ok1 && ok2 && !b.AddDate(r.PickupYears, 0, 0).After(now)
}

// CheckHandover looks at a named exception: a child goes with somebody who is not
// on the list. It needs her name, an adult, whoever let them go, and one way in
// which it was made sure: her ID card was seen, or the family was asked.
func (r *Rules) CheckHandover(h Handover) hub.Errors {
	var out hub.Errors
	if _, err := CheckName(h.Name); err != nil {
		out = append(out, err)
	}
	if !h.Adult {
		out = append(out, hub.E(hub.CodeInvalid, "pickup.handover-age", r.PickupYears).In("adult"))
	}
	if !h.IDSeen && h.Asked.IsZero() {
		out = append(out, hub.E(hub.CodeInvalid, "pickup.handover-sure").In("id_seen"))
	}
	if h.By.IsZero() {
		out = append(out, hub.E(hub.CodeInvalid, "pickup.handover-by").In("by"))
	}
	return out
}
