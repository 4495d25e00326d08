{{- define "mcm-wp.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "mcm-wp.selector" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "mcm-wp.labels" -}}
{{ include "mcm-wp.selector" . }}
app.kubernetes.io/part-of: mcm
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "mcm-wp.image" -}}
{{- $name := list .Values.image.registry (printf "%slsm" .Values.image.repositoryPrefix) | compact | join "/" -}}
{{- $name = default $name .Values.lsm.image.repository -}}
{{- if .Values.lsm.image.digest -}}
{{- printf "%s@%s" $name .Values.lsm.image.digest -}}
{{- else -}}
{{- printf "%s:%s" $name (coalesce .Values.lsm.image.tag .Values.image.tag .Chart.AppVersion) -}}
{{- end -}}
{{- end -}}

{{- /* Ports of a list host:port,host:port. */ -}}
{{- define "mcm-wp.portsOf" -}}
{{- range (regexFindAll ":[0-9]+(,|$)" . -1 | uniq) }}
- {protocol: TCP, port: {{ . | trimAll ":," }}}
{{- end }}
{{- end -}}

{{- /* Everybody who is ATC here, as RBAC subjects. */ -}}
{{- define "mcm-wp.atcSubjects" -}}
{{- if or .Values.atc.serviceAccount.create (not .Values.atc.subjects) }}
- kind: ServiceAccount
  name: {{ .Values.atc.serviceAccount.name }}
  namespace: {{ .Release.Namespace }}
{{- end }}
{{- range .Values.atc.subjects }}
- kind: {{ .kind }}
  name: {{ .name | quote }}
  {{- if eq .kind "ServiceAccount" }}
  namespace: {{ required "atc.subjects: a ServiceAccount needs its namespace" .namespace }}
  {{- else }}
  apiGroup: rbac.authorization.k8s.io
  {{- end }}
{{- end }}
{{- end -}}

{{- /* The same as a CEL condition on request.userInfo. */ -}}
{{- define "mcm-wp.isAtc" -}}
{{- $users := list -}}
{{- $groups := list -}}
{{- range (include "mcm-wp.atcSubjects" . | fromYamlArray) -}}
{{- if eq .kind "ServiceAccount" -}}
{{- $users = append $users (printf "'system:serviceaccount:%s:%s'" .namespace .name) -}}
{{- else if eq .kind "User" -}}
{{- $users = append $users (printf "'%s'" .name) -}}
{{- else -}}
{{- $groups = append $groups (printf "'%s'" .name) -}}
{{- end -}}
{{- end -}}
request.userInfo.username in [{{ join ", " $users }}] || request.userInfo.?groups.orValue([]).exists(group, group in [{{ join ", " $groups }}])
{{- end -}}
