package station

import (
	"context"
	"unicode/utf8"

	"yizhan/hub"
	"yizhan/kiosk/page"
)

// WiFi is the name and the password of the Wi-Fi that families' phones join, as somebody
// has written them down here. They stay on this box, and in no record.
type WiFi interface {
	WiFi(ctx context.Context) (name, password string, err error)
	SetWiFi(ctx context.Context, name, password string) error // "" forgets it
}

// What a Wi-Fi may be called and how long its password is (IEEE 802.11: 32 bytes; WPA: 8
// to 63 characters).
const (
	mostWiFiName  = 32
	leastPassword = 8
	mostPassword  = 63
)

// wifiStep is the picture that takes a phone into the Wi-Fi; ok is false where nobody has
// written it down.
func (s *Station) wifiStep(v *visit) (step page.ClassStep, ok bool, err error) {
	if s.WiFi == nil {
		return step, false, nil
	}
	name, password, err := s.WiFi.WiFi(v.ctx())
	if err != nil || name == "" {
		return step, false, err
	}
	picture, err := page.WiFiPicture(name, password)
	return page.ClassStep{QR: picture, Bold: "先连无线网", Text: name}, err == nil, err
}

// wifiText is it for paper; "" where it is not written down, or cannot be read: the sheet
// is printed all the same.
func (s *Station) wifiText(v *visit) (name, text string) {
	if s.WiFi == nil {
		return "", ""
	}
	name, password, err := s.WiFi.WiFi(v.ctx())
	if err != nil || name == "" {
		return "", ""
	}
	return name, page.WiFiText(name, password)
}

// wifiShow asks for them.
func (s *Station) wifiShow(v *visit) error {
	file, err := v.class()
	if err != nil {
		return err
	}
	if s.WiFi == nil {
		return v.see(classAt(file.Class.ID) + "/code")
	}
	name, password, err := s.WiFi.WiFi(v.ctx())
	if err != nil {
		return err
	}
	p := s.wifiPage(v, classAt(file.Class.ID))
	p.Name, p.Password, p.Known = name, password, name != ""
	return v.render(p)
}

func (s *Station) wifiPage(v *visit, at string) page.WiFi {
	f := v.frame("站里的无线网")
	f.Hint, f.Back = "只留在这台机器上，做成图给家里的手机扫", at+"/code"
	return page.WiFi{Frame: f, Action: at + "/wifi", Field: "name", Size: "small", Prev: f.Back}
}

// wifiTake is a key, or the end of it.
func (s *Station) wifiTake(v *visit) error {
	file, err := v.class()
	if err != nil {
		return err
	}
	at := classAt(file.Class.ID)
	if s.WiFi == nil {
		return v.see(at + "/code")
	}
	p := s.wifiPage(v, at)
	p.Name, p.Password, p.Known = written(v.form.All("name")), written(v.form.All("password")), v.form.Has("known")
	if f := v.form.Text("to"); f == "name" || f == "password" {
		p.Field = f
	} else if v.form.Text("field") == "password" {
		p.Field = "password"
	}
	for _, size := range []string{v.form.Text("size"), v.form.Text("as")} {
		if size == "small" || size == "large" || size == "marks" {
			p.Size = size
		}
	}
	switch v.form.Text("go") {
	case "forget":
		p.Name, p.Password = "", ""
	case "next":
		if err := checkWiFi(p.Name, p.Password); err != nil {
			p.Errors = page.Faults(err)
			return v.again(err, p)
		}
	default:
		return v.render(typedKey(p, v.form.All("key"), v.form.Has("del")))
	}
	if err := s.WiFi.SetWiFi(v.ctx(), p.Name, p.Password); err != nil {
		return err
	}
	return v.see(at + "/code")
}

// written is a field as it stands: a space at its end is the beginning of what follows.
func written(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}

// typedKey is the page after a key.
func typedKey(p page.WiFi, key []string, del bool) page.WiFi {
	into, most := &p.Name, mostWiFiName
	if p.Field == "password" {
		into, most = &p.Password, mostPassword
	}
	switch {
	case del && *into != "":
		_, last := utf8.DecodeLastRuneInString(*into)
		*into = (*into)[:len(*into)-last]
	case len(key) > 0 && len(key[0]) == 1 && len(*into) < most:
		*into += key[0]
	}
	return p
}

func checkWiFi(name, password string) error {
	switch {
	case name == "":
		return hub.E(hub.CodeInvalid, "wifi.name").In("name")
	case len(name) > mostWiFiName:
		return hub.E(hub.CodeInvalid, "wifi.long").In("name")
	case password != "" && (utf8.RuneCountInString(password) < leastPassword || utf8.RuneCountInString(password) > mostPassword):
		return hub.E(hub.CodeInvalid, "wifi.password").In("password")
	}
	return nil
}
