package desk

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/form"
)

// Fields are declared once, in a form; a view that names one wrongly is found here.
func TestDeviceViewsFitTheirForms(t *testing.T) {
	reg := form.Builtin()
	for kind, view := range map[hub.Kind]any{"join": Asking{}, "device": DeviceAct{}} {
		if err := reg.CheckView(kind, view); err != nil {
			t.Error(err)
		}
	}
}
