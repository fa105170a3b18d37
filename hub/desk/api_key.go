package desk

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/form"
)

// APIScopes are what a key may read, all of it things that name nobody. There is none for
// personal data: no department needs a list of children to do what the law asks of it, a key
// lies in a program that nobody at the county can look into, and a purpose that does need
// children by name has its own way, with two officers and the trail (see Take).
var APIScopes = []form.Option{
	{Code: "stations", Label: "站点（名字、地址、托位、备案号）"},
	{Code: "figures", Label: "指标（县、乡镇）"},
	{Code: "cases", Label: "案件数（没有内容）"},
	{Code: "children", Label: "孩子数（按乡镇、年龄、男女，少的不给）"},
}

// keyMonths is how long a key may be used at most.
const keyMonths = 24

// APIKey is a key that was given to a department.
type APIKey struct {
	ID         hub.ID
	Department string
	Scopes     []string // codes of APIScopes
	Until      hub.Day  // the last day of its use
	Made       hub.Day
	By         hub.ID
	Ended      hub.Day // taken back; "" not
	Used       hub.Day // "" never
}

// Counts says whether a key opens anything on a day.
func (k APIKey) Counts(day hub.Day) bool { return k.Ended == "" && day <= k.Until }

// MakeKey makes a key; it is told once, here, and can be found out nowhere again.
// Errors: CodeForbidden, CodeInvalid key.department, key.scopes, key.until.
func (d *Desk) MakeKey(ctx context.Context, actor hub.Actor, request hub.ID, k APIKey) (secret string, err error) {
	if err := d.allow(actor, hub.ActFleet); err != nil {
		return "", err
	}
	k.Department = strings.TrimSpace(k.Department)
	today := d.Today()
	switch {
	case k.Department == "":
		return "", hub.E(hub.CodeInvalid, "key.department").In("department")
	case len(k.Scopes) == 0 || slices.ContainsFunc(k.Scopes, func(s string) bool { return !isScope(s) }):
		return "", hub.E(hub.CodeInvalid, "key.scopes").In("scope")
	case !validDay(k.Until) || k.Until < today || k.Until > today.Add(keyMonths*31):
		return "", hub.E(hub.CodeInvalid, "key.until").In("until")
	}
	var b [32]byte
	rand.Read(b[:]) // never fails
	secret = "yz_" + base64.RawURLEncoding.EncodeToString(b[:])
	id := hub.DeriveID("api-key", request, "key")
	actor.Lane = hub.LaneCounty
	out, err := d.append(ctx, actor, request, d.forms.Edit("api-key", id, id, form.Values{
		"department": k.Department, "scopes": strings.Join(k.Scopes, ","), "hash": hashOf(secret), "until": k.Until, "made": today, "by": orNil(actor.Staff),
	}))
	if err == nil && out.Again { // the page was sent twice: that key was told already
		return "", hub.E(hub.CodeConflict, "key.told").In("department")
	}
	return secret, err
}

func isScope(code string) bool {
	return slices.ContainsFunc(APIScopes, func(o form.Option) bool { return o.Code == code })
}

func hashOf(secret string) []byte {
	sum := sha256.Sum256([]byte("yizhan api key " + secret))
	return sum[:]
}

// EndKey takes a key back: from now on it opens nothing.
func (d *Desk) EndKey(ctx context.Context, actor hub.Actor, request, id hub.ID) error {
	if err := d.allow(actor, hub.ActFleet); err != nil {
		return err
	}
	if _, err := d.log.Record(ctx, "api-key", id); err != nil {
		return err
	}
	actor.Lane = hub.LaneCounty
	_, err := d.append(ctx, actor, request, d.forms.Edit("api-key", id, id, form.Values{"ended": d.Today(), "ended_by": orNil(actor.Staff)}))
	return err
}

// Keys are all that were given, the newest first.
func (d *Desk) Keys(ctx context.Context) (out []APIKey, err error) {
	err = d.eachKey(ctx, func(k APIKey, _ []byte) { out = append(out, k) })
	hub.SortStable(out, func(a, b APIKey) int { return compareDesc(string(a.Made), string(b.Made)) })
	return out, err
}

func (d *Desk) eachKey(ctx context.Context, visit func(k APIKey, hash []byte)) error {
	return d.log.Each(ctx, "api-key", func(rec hub.Record) error {
		var r struct {
			Department string  `form:"department"`
			Scopes     string  `form:"scopes"`
			Hash       []byte  `form:"hash"`
			Until      hub.Day `form:"until"`
			Made       hub.Day `form:"made"`
			By         hub.ID  `form:"by"`
			Ended      hub.Day `form:"ended"`
			Used       hub.Day `form:"used"`
		}
		if d.forms.Decode(rec, &r); rec.Lane == hub.LaneCounty {
			visit(APIKey{rec.ID, r.Department, strings.Split(r.Scopes, ","), r.Until, r.Made, r.By, r.Ended, r.Used}, r.Hash)
		}
		return nil
	})
}

// OpenWithKey finds the key that somebody sends, and notes once a day that it was used.
// Errors: CodeSignedOut for one that is unknown, over, or taken back.
func (d *Desk) OpenWithKey(ctx context.Context, secret string) (APIKey, error) {
	var found APIKey
	sum, today := hashOf(secret), d.Today()
	err := d.eachKey(ctx, func(k APIKey, hash []byte) {
		if slices.Equal(sum, hash) && k.Counts(today) { // hashes of secrets: how long it takes says nothing
			found = k
		}
	})
	if err != nil {
		return found, err
	}
	if found.ID.IsZero() {
		return found, hub.E(hub.CodeSignedOut, "key.unknown")
	}
	if found.Used != today {
		actor := hub.Actor{Role: hub.RoleBox, Lane: hub.LaneCounty}
		_, err = d.append(ctx, actor, hub.NewID(), d.forms.Edit("api-key", found.ID, found.ID, form.Values{"used": today}))
	}
	return found, err
}

func validDay(day hub.Day) bool {
	_, ok := day.Time()
	return ok
}
