package box

import (
	"context"
	"encoding/json"

	"yizhan/hub"
)

// unsaidStays is how many days the recording of a sentence waits whose lesson says something
// else: so long the former text may come back, by a lesson that is taken away or recalled.
const unsaidStays = 14

// settingUnsaid is since when which recordings are of no sentence.
const settingUnsaid = "unsaid"

// sweepUnsaid takes down what workers of this station spoke for sentences that have
// changed; the sound goes two days later, as after a worker's own taking down.
func (b *Box) sweepUnsaid(ctx context.Context) error {
	site, err := b.site(ctx)
	if err != nil || site.ID.IsZero() {
		return err
	}
	clips, err := b.desk.Unsaid(ctx, site.ID)
	if err != nil {
		return err
	}
	text, err := b.local.Setting(ctx, settingUnsaid)
	if err != nil {
		return err
	}
	was, since, today := map[string]hub.Day{}, map[string]hub.Day{}, b.desk.Today()
	if text != "" && json.Unmarshal([]byte(text), &was) != nil {
		was = nil // it waits anew
	}
	for _, c := range clips {
		key := c.ID.String()
		day, known := was[key]
		if !known {
			day = today
		}
		if day.Add(unsaidStays) > today {
			since[key] = day
			continue
		}
		if err := b.desk.TakeUnsaid(ctx, b.Lane(), c); err != nil {
			return err
		}
	}
	if len(was) == 0 && len(since) == 0 {
		return nil
	}
	kept, err := json.Marshal(since)
	if err != nil {
		return err
	}
	return b.local.PutSetting(ctx, settingUnsaid, string(kept))
}
