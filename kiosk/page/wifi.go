package page

import (
	"html/template"
	"strings"
)

// WiFi asks for name and password of the station's Wi-Fi, on keys of its own: letters of
// both sizes, figures and marks, which no other page needs. A keyboard on a cable writes
// into the same fields.
//
// Posted: name, password, field (the one that the keys write into), size; one of
// key=CHARACTER, del=1, to=name|password, as=small|large|marks, go=next, go=forget.
type WiFi struct {
	Frame
	Action   string
	Name     string
	Password string
	Field    string // name, password
	Size     string // of the keys: small, large, marks
	Known    bool   // it is kept already, and can be forgotten
	Prev     string
}

func (WiFi) Page() string { return "wifi" }

// Rows are the keys.
func (w WiFi) Rows() [][]string {
	rows := []string{"1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"}
	switch w.Size {
	case "large":
		for i := range rows {
			rows[i] = strings.ToUpper(rows[i])
		}
	case "marks":
		rows = []string{"-_.@!#$%&*", "+=/\\|~^()?", "[]{}<>:;,'", "\"` "}
	}
	out := make([][]string, len(rows))
	for i, r := range rows {
		out[i] = strings.Split(r, "")
	}
	return out
}

// Sizes are the switch of the keys.
func (w WiFi) Sizes() []Choice {
	return []Choice{{Value: "small", Text: "小写", On: w.Size == "small"}, {Value: "large", Text: "大写", On: w.Size == "large"}, {Value: "marks", Text: "符号", On: w.Size == "marks"}}
}

// WiFiText is what a phone's camera reads to join a Wi-Fi, as ZXing described it; phones
// of both kinds take it. Without a password it is open.
func WiFiText(name, password string) string {
	quoted := strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, ":", `\:`, `"`, `\"`)
	if password == "" {
		return "WIFI:T:nopass;S:" + quoted.Replace(name) + ";;"
	}
	return "WIFI:T:WPA;S:" + quoted.Replace(name) + ";P:" + quoted.Replace(password) + ";;"
}

// WiFiPicture is it as a picture.
func WiFiPicture(name, password string) (template.HTML, error) {
	return QR(WiFiText(name, password), "站里无线网的二维码")
}
