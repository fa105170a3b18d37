package desk

import (
	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// tidy brings what was entered to the form that is kept (spaces off names, digits
// to half width …) and checks it against the rules of care: all that is wrong is
// said at once, each beside its field.
func (d *Desk) tidy(r *Registration) error {
	var errs hub.Errors
	fix := func(field string, text *string, check func(string) (string, *hub.Error)) {
		if *text == "" {
			return
		}
		got, err := check(*text)
		if err != nil {
			errs = append(errs, err.In(field))
			return
		}
		*text = got
	}
	fix("name", &r.Name, care.CheckName)
	fix("nick", &r.Nick, care.CheckName)
	fix("birth_cert", &r.BirthCert, d.rules.CheckBirthCertificate)
	fix("village_name", &r.VillageName, care.CheckName)
	if r.Name == "" && r.Nick == "" && r.Category != "expecting" {
		errs = append(errs, hub.E(hub.CodeInvalid, "register.nameless").In("name"))
	}
	errs = append(errs, d.tidyBirth(r)...)
	for i := range r.People {
		if err := tidyPerson(&r.People[i]); err != nil {
			errs = append(errs, err.(hub.Errors)...)
		}
	}
	return errs.Or()
}

// tidyBirth checks birth, sex and ID number, each and against each other.
func (d *Desk) tidyBirth(r *Registration) (errs hub.Errors) {
	if r.Birth != "" && r.Category != "expecting" {
		if err := d.rules.CheckBirth(r.Birth, d.Today()); err != nil && !(err.Code == hub.CodeQuestion && r.AnyBirth) {
			errs = append(errs, err)
		}
	}
	if r.IDNo == "" {
		return errs
	}
	id, err := care.CheckIdentity(r.IDNo)
	if err != nil {
		return append(errs, err.In("id_no"))
	}
	r.IDNo = id.No
	return append(errs, id.Differs(r.Sex, r.Birth)...)
}

func tidyPerson(p *Person) error {
	var errs hub.Errors
	if p.Name != "" {
		name, err := care.CheckName(p.Name)
		if err != nil {
			errs = append(errs, err.In("person_name"))
		}
		p.Name = name
	}
	if p.Phone != "" {
		phone, err := care.CheckPhone(p.Phone)
		if err != nil {
			errs = append(errs, err.In("phone"))
		}
		p.Phone = phone
	}
	if p.IDNo != "" {
		id, err := care.CheckIdentity(p.IDNo)
		if err != nil {
			errs = append(errs, err.In("person_id_no"))
		}
		p.IDNo = id.No
	}
	if _, known := care.KinByCode(p.Kinship); p.Kinship != "" && !known {
		errs = append(errs, hub.E(hub.CodeInvalid, "form.type", "是孩子的").In("kinship"))
	}
	return errs.Or()
}

func tidyWorker(w *Worker) error {
	name, err := care.CheckName(w.Name)
	if err != nil {
		return hub.Errors{err}
	}
	w.Name = name
	return nil
}

// tidyValues is tidy for single fields that are corrected.
func (d *Desk) tidyValues(kind hub.Kind, values form.Values) error {
	var errs hub.Errors
	for name, check := range map[string]func(string) (string, *hub.Error){
		"name": care.CheckName, "nick": care.CheckName, "phone": care.CheckPhone,
		"birth_cert": d.rules.CheckBirthCertificate, "id_no": checkID,
	} {
		text, ok := values[name].(string)
		if !ok || text == "" || (kind == "site" || kind == "group") && name == "name" {
			continue
		}
		got, err := check(text)
		if err != nil {
			errs = append(errs, err.In(name))
			continue
		}
		values[name] = got
	}
	if birth, ok := values["birth"].(hub.Day); ok && kind == "child" {
		if err := d.rules.CheckBirth(birth, d.Today()); err != nil && err.Code != hub.CodeQuestion {
			errs = append(errs, err)
		}
	}
	return errs.Or()
}

func checkID(text string) (string, *hub.Error) {
	id, err := care.CheckIdentity(text)
	return id.No, err
}
