// Package report turns records into what leaves the box for people and programs:
// exports, and in time indicators, claims and period reports.
package report
