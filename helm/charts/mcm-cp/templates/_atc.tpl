{{- /* What only ATC has: the API's port, callers' tokens, TLS, and the planes' credentials. */ -}}
{{- define "mcm-cp.atc.env" -}}
- name: MCM_ATC_GRPC_PORT
  value: "9090"
- name: MCM_ATC_TOKENS_FILE
  value: /etc/mcm/tokens/tokens
- name: MCM_ATC_CREDENTIALS_DIR
  value: /etc/mcm/planes
{{- with .Values.atc.tls }}
{{- if .enabled }}
- name: MCM_ATC_GRPC_TLS_CERT
  value: /etc/mcm/tls/tls.crt
- name: MCM_ATC_GRPC_TLS_KEY
  value: /etc/mcm/tls/tls.key
{{- if .clientCa.secretName }}
- name: MCM_ATC_GRPC_TLS_CLIENT_CA
  value: /etc/mcm/client-ca/ca.crt
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "mcm-cp.atc.mounts" -}}
- {name: tokens, mountPath: /etc/mcm/tokens, readOnly: true}
- {name: planes, mountPath: /etc/mcm/planes, readOnly: true}
{{- with .Values.atc.tls }}
{{- if .enabled }}
- {name: tls, mountPath: /etc/mcm/tls, readOnly: true}
{{- if .clientCa.secretName }}
- {name: client-ca, mountPath: /etc/mcm/client-ca, readOnly: true}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "mcm-cp.atc.volumes" -}}
- name: tokens
  secret:
    secretName: {{ .Values.atc.tokens.secretName }}
    defaultMode: 288 # 0440
    items:
      - {key: {{ .Values.atc.tokens.key }}, path: tokens}
# Whole directories, no sub-paths: a changed secret reaches the running process.
- name: planes
  secret:
    secretName: {{ .Values.atc.planes.secretName }}
    defaultMode: 288 # 0440
    optional: true
{{- with .Values.atc.tls }}
{{- if .enabled }}
- name: tls
  secret:
    secretName: {{ .secretName }}
    defaultMode: 288 # 0440
{{- if .clientCa.secretName }}
- name: client-ca
  secret:
    secretName: {{ .clientCa.secretName }}
    items:
      - {key: {{ .clientCa.key }}, path: ca.crt}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}
