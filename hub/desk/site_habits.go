package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// CheckApart says whether who comes in has been looked at with the same tap (false, as
// most stations do), or the morning check is done by itself afterwards.
func (d *Desk) CheckApart(ctx context.Context, actor hub.Actor, request hub.ID, apart bool) (hub.Outcome, error) {
	return d.habit(ctx, actor, request, form.Values{"check_apart": apart})
}

// SetAlarmKey keeps which key a button on a cable types; "" is the usual ones again.
// Errors: CodeInvalid for a key that letters or a scanner need.
func (d *Desk) SetAlarmKey(ctx context.Context, actor hub.Actor, request hub.ID, key string) (hub.Outcome, error) {
	if key != "" && !care.AlarmKeys.MatchString(key) {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "alarm.key").In("key")
	}
	return d.habit(ctx, actor, request, form.Values{"alarm_key": orNil(key)})
}

// SetClassNames says whether phones in a class offer the families who sit there, to be
// tapped. The uses of data that a family agrees to name none that lets others read its
// 小名, so that a station has to say yes to it, once it has told its families.
func (d *Desk) SetClassNames(ctx context.Context, actor hub.Actor, request hub.ID, on bool) (hub.Outcome, error) {
	return d.habit(ctx, actor, request, form.Values{"class_names": on})
}

// habit changes how the actor's site works.
func (d *Desk) habit(ctx context.Context, actor hub.Actor, request hub.ID, set form.Values) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActSite); err != nil {
		return hub.Outcome{}, err
	}
	return d.append(ctx, actor, request, d.forms.Edit("site", actor.Site, actor.Site, set))
}
