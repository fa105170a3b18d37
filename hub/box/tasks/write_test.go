package tasks

import "yizhan/kiosk/touch"

// Two characters as one writes them, none too straight.
var (
	big = []touch.Stroke{
		{{180, 400}, {480, 385}, {820, 370}},
		{{500, 150}, {495, 380}, {400, 620}, {170, 860}},
		{{500, 400}, {620, 610}, {840, 850}},
	}
	mountain = []touch.Stroke{
		{{500, 180}, {505, 500}, {500, 800}},
		{{200, 420}, {205, 620}, {210, 810}, {500, 805}, {800, 795}},
		{{800, 410}, {800, 600}, {795, 860}},
	}
)
