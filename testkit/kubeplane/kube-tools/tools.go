//go:build tools

// Package tools keeps modules in go.mod of which only files are used: the Gateway API's custom resource definitions.
package tools

import _ "sigs.k8s.io/gateway-api/apis/v1"
