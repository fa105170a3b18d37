package box

import "context"

// learnForms takes in the county's forms and finds the records of their kinds by what
// they say. What this release cannot use is logged by kind and place in its text.
func (b *Box) learnForms(ctx context.Context) error {
	refused, err := b.desk.LearnForms(ctx)
	if err != nil {
		return err
	}
	b.refused.Store(int64(len(refused)))
	for kind, why := range refused {
		b.cfg.Log.Warn("a form of the county is of no use here", "kind", kind, "why", why)
	}
	return b.store.Reform(ctx)
}
