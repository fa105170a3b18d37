package demo

// FillFrom is Fill from a later day on.
var FillFrom = fill
