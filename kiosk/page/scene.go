package page

import (
	"fmt"
	"html/template"

	"yizhan/kiosk/asset"
)

// nothing stands where a list would: a drawing, what is the matter, what to do.
type nothing struct{ Picture, Bold, Text string }

// scene is a large drawing of asset/scenes.svg; it says nothing that is not said beside it.
func scene(name string) (template.HTML, error) {
	if asset.Symbol(name) == "" {
		return "", fmt.Errorf("no drawing %q", name)
	}
	return template.HTML(`<svg class="scene" viewBox="0 0 240 150" aria-hidden="true"><use href="#` + name + `"/></svg>`), nil
}

// sceneOf is the drawing of a message, by its icon; "" keeps the icon.
func sceneOf(icon string) string {
	return map[string]string{"i-find": "e-fork", "i-warn": "e-bridge", "i-lock": "e-gate"}[icon]
}
