package desk

import "yizhan/hub"

// Check tidies a registration in place and says all that cannot be, without
// writing: what the preview of an import shows beside each row. Likely duplicates
// are not asked about here.
func (d *Desk) Check(r *Registration) error {
	if err := d.tidy(r); err != nil {
		return err
	}
	var errs hub.Errors
	for _, e := range d.registrationEdits(hub.NewID(), *r) {
		if err := d.forms.Check(e, true); err != nil {
			many, ok := err.(hub.Errors)
			if !ok {
				return err
			}
			errs = append(errs, many...)
		}
	}
	return errs.Or()
}
