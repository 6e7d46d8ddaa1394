package main

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestGeneratedFileIsCurrent(t *testing.T) {
	in, err := os.ReadFile("../tags.tsv")
	require.NoError(t, err)
	want, err := generate(in)
	require.NoError(t, err)
	got, err := os.ReadFile("../ztags.go")
	require.NoError(t, err)
	require.Equal(t, string(want), string(got), "run go generate ./emv/tag")
	require.True(t, strings.HasPrefix(string(got), "// Code generated"))
}

func TestBadTablesAreRefused(t *testing.T) {
	head := strings.Join(columns, "\t") + "\n"
	good := "82\temv\tAIP\tProfile\tb\t2\t2\tcard\t77\tclause\tpublic\n"
	_, err := generate([]byte(head + good))
	require.NoError(t, err)
	for name, in := range map[string]string{
		"columns":     good,
		"count":       head + "82\temv\n",
		"tag":         head + strings.Replace(good, "82\t", "9F\t", 1),
		"scope":       head + strings.Replace(good, "emv", "emc", 1),
		"format":      head + strings.Replace(good, "\tb\t", "\tx\t", 1),
		"lengths":     head + strings.Replace(good, "\t2\t2\t", "\t3\t2\t", 1),
		"length":      head + strings.Replace(good, "\t2\t2\t", "\t-1\t2\t", 1),
		"name":        head + strings.Replace(good, "Profile", "", 1),
		"sensitivity": head + strings.Replace(good, "public", "open", 1),
		"order":       head + strings.Replace(good, "82\t", "95\t", 1) + good,
		"twice":       head + good + good,
	} {
		_, err := generate([]byte(in))
		require.Error(t, err, name)
	}
}
