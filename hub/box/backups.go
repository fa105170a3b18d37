package box

import (
	"context"

	"yizhan/hub/box/backups"
	"yizhan/hub/form"
	"yizhan/hub/store"
)

// openBackups knows where the backups of a folder are, before anything in it is opened.
func (c Config) openBackups(folder *store.Folder, forms *form.Registry, around backups.Box) *backups.Backups {
	return &backups.Backups{
		Data: c.Data, Second: c.Backup, Folder: folder, Forms: forms, Clock: c.Clock, Log: c.Log, Box: around,
	}
}

// Backups is where this box's backups are made and tried.
func (b *Box) Backups() *backups.Backups { return b.backups }

// RestoreInto puts a backup into a data folder that nobody has open: backups.Into.
func RestoreInto(ctx context.Context, cfg Config, file, code, keysOf string) (backups.Restored, error) {
	return cfg.withDefaults().openBackups(nil, form.Builtin(), nil).Into(ctx, file, code, keysOf)
}

// kept is the box as its backups see it.
type kept struct{ b *Box }

func (k kept) AtCounty() bool { return k.b.isCounty() }
func (k kept) Reopen()        { k.b.again.now() }

func (k kept) Name(ctx context.Context) (string, error) {
	site, err := k.b.site(ctx)
	return site.Name, err
}

func (k kept) Do(ctx context.Context, name string, run func(context.Context) error) error {
	return k.b.doJob(ctx, job{name, run})
}
