package access_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/access"
)

const goodPassword = "柳沟的核桃九月才熟呢"

// county is a county's gate: no lock for the whole box, and longer until the cover.
func county(t testing.TB) *box {
	return newBox(t, func(o *access.Options) { o.BoxFails, o.Idle = 0, 15*time.Minute })
}

func officer(name string) access.Login {
	return access.Login{Name: name, Shown: "李主任", Person: access.Person{Role: hub.RoleTownship, Township: "140427103"}}
}

func TestLogin(t *testing.T) {
	b := county(t)
	if all, err := b.Logins(ctx); err != nil || len(all) != 0 {
		t.Fatalf("a new county has logins: %v, %v", all, err)
	}
	l, err := b.PutLogin(ctx, officer("lizr"), goodPassword)
	must(t, err)
	token, err := b.in(" lizr ", goodPassword)
	must(t, err)
	got, err := b.Session(ctx, token)
	if err != nil || got != l.Person || got.Township != "140427103" || got.Staff.IsZero() {
		t.Errorf("%+v, %v", got, err)
	}
	_, err = b.in("lizr", goodPassword+"的")
	tells(t, err, "access.login-wrong")

	again, err := b.PutLogin(ctx, officer("lizr"), "另一句自己记得住的话")
	must(t, err)
	if again.Person.Staff != l.Person.Staff {
		t.Error("with a new password she is somebody else")
	}
	_, err = b.Session(ctx, token)
	tells(t, err, "access.over")
	_, err = b.in("lizr", goodPassword)
	tells(t, err, "access.login-wrong")
	token, err = b.in("lizr", "另一句自己记得住的话")
	must(t, err)
	must(t, b.DropLogin(ctx, "lizr"))
	must(t, b.DropLogin(ctx, "nobody"))
	_, err = b.Session(ctx, token)
	tells(t, err, "access.over")
}

// A name that nobody has is told the same, waits the same, and leaves at most 256
// rows behind.
func TestUnknownNames(t *testing.T) {
	b := county(t)
	_, err := b.PutLogin(ctx, officer("lizr"), goodPassword)
	must(t, err)
	for _, name := range []string{"lizr", "nobody"} {
		for range 4 {
			_, err := b.in(name, "wrong")
			tells(t, err, "access.login-wrong")
		}
		_, err := b.in(name, "wrong")
		if key, n := told(t, err); key != "access.login-locked" || n != 1 {
			t.Errorf("%s: %s %d", name, key, n)
		}
	}
	_, err = b.PutLogin(ctx, officer("wangys"), goodPassword)
	must(t, err)
	if _, err := b.in("wangys", goodPassword); err != nil {
		t.Errorf("others were locked out too: %v", err)
	}
}

func TestPasswordAndNameRules(t *testing.T) {
	b := county(t)
	for _, tt := range []struct{ name, password, want string }{
		{"lizr", "short", "access.password-short"},
		{"lizr", "一二三四五六七八九", "access.password-short"},
		{"lizr", strings.Repeat("长", 200), "access.password-short"},
		{"lizr", "aaaaaaaaaaaa", "access.password-plain"},
		{"lizr", "121212121212", "access.password-plain"},
		{"lizr", "my name LIZR 2026", "access.password-plain"},
		{"l", goodPassword, "access.login-name"},
		{strings.Repeat("名", 31), goodPassword, "access.login-name"},
		{"lizr", goodPassword, ""},
	} {
		_, err := b.PutLogin(ctx, officer(tt.name), tt.password)
		if key, _ := told(t, err); key != tt.want {
			t.Errorf("%s, %s: %q, want %q", tt.name, tt.password, key, tt.want)
		}
	}
	bad := officer("wangys")
	bad.Person.Role = hub.RoleBox
	_, err := b.PutLogin(ctx, bad, goodPassword)
	tells(t, err, "access.login-role")
	for i := range 3 {
		_, err := b.PutLogin(ctx, officer(fmt.Sprintf("officer%d", i)), goodPassword)
		must(t, err)
	}
	all, err := b.Logins(ctx)
	if err != nil || len(all) != 4 || all[0].Name != "lizr" {
		t.Errorf("%+v, %v", all, err)
	}
}
