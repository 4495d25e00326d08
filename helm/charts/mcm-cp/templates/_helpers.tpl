{{- define "mcm-cp.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "mcm-cp.selector" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "mcm-cp.labels" -}}
{{ include "mcm-cp.selector" . }}
app.kubernetes.io/part-of: mcm
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- /* Takes {root, component}. */ -}}
{{- define "mcm-cp.image" -}}
{{- $image := .root.Values.image -}}
{{- $own := (index .root.Values .component).image -}}
{{- $name := list $image.registry (printf "%s%s" $image.repositoryPrefix .component) | compact | join "/" -}}
{{- $name = default $name $own.repository -}}
{{- if $own.digest -}}
{{- printf "%s@%s" $name $own.digest -}}
{{- else -}}
{{- printf "%s:%s" $name (coalesce $own.tag $image.tag .root.Chart.AppVersion) -}}
{{- end -}}
{{- end -}}

{{- define "mcm-cp.postgresHost" -}}
{{- if .Values.dev.bundled.enabled -}}
{{- printf "%s-postgres" (include "mcm-cp.fullname" .) -}}
{{- else -}}
{{- required "postgres.host: missing (expected: the Postgres server, or dev.bundled.enabled)" .Values.postgres.host -}}
{{- end -}}
{{- end -}}

{{- /* Takes {root, database}. */ -}}
{{- define "mcm-cp.jdbcUrl" -}}
{{- $postgres := .root.Values.postgres -}}
{{- $url := printf "jdbc:postgresql://%s:%v/%s" (include "mcm-cp.postgresHost" .root) $postgres.port .database -}}
{{- list $url $postgres.parameters | compact | join "?" -}}
{{- end -}}

{{- define "mcm-cp.kafka" -}}
{{- if .Values.dev.bundled.enabled -}}
{{- printf "%s-kafka.%s.svc:9092" (include "mcm-cp.fullname" .) .Release.Namespace -}}
{{- else -}}
{{- required "kafka.bootstrapServers: missing (expected: host:port of the brokers, or dev.bundled.enabled)" .Values.kafka.bootstrapServers -}}
{{- end -}}
{{- end -}}

{{- /* Ports of a list host:port,host:port. */ -}}
{{- define "mcm-cp.portsOf" -}}
{{- range (regexFindAll ":[0-9]+(,|$)" . -1 | uniq) }}
- {protocol: TCP, port: {{ . | trimAll ":," }}}
{{- end }}
{{- end -}}

{{- define "mcm-cp.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "mcm-cp.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{- /* Where pods may run, from .Values.pod. */ -}}
{{- define "mcm-cp.scheduling" -}}
{{- with .Values.pod.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.pod.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.pod.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}
