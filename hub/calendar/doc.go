// Package calendar says days the way families say them: 农历 beside the common
// calendar, ages in calendar months (月龄), dates and times for the screen.
// Everything is a hub.Day; nothing here looks at a clock.
package calendar
