package web

import "testing"

func TestTelephone(t *testing.T) {
	for text, want := range map[string]string{"0355-600 1218": "03556001218", "（0355）6001218": "03556001218", "": "", "没有": "", "-": "", "1380355;ext=1": ""} {
		if tel, _ := Telephone(text); tel != want {
			t.Errorf("%q is dialled as %q, want %q", text, tel, want)
		}
	}
}
