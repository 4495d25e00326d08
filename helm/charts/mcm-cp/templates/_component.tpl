{{- /*
A component: Deployment, Service, ServiceAccount, PodDisruptionBudget, ServiceMonitor. Takes
  root
  component   its name, which is also its key in the values and the middle of its variables
  databases   {name in its variables: database}
  env, ports, mounts, volumes   further ones, as YAML text
*/ -}}
{{- define "mcm-cp.component" -}}
{{- $root := .root -}}
{{- $component := .component -}}
{{- $values := index .root.Values .component -}}
{{- $name := printf "%s-%s" (include "mcm-cp.fullname" .root) .component -}}
{{- $prefix := printf "MCM_%s" (upper .component) -}}
{{- $role := index .root.Values.postgres.roles .component -}}
{{- $kafkaSecret := default .root.Values.kafka.clientSecret.name $values.kafkaSecretName -}}
{{- $ca := .root.Values.postgres.ca -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ $name }}
  namespace: {{ $root.Release.Namespace }}
  labels:
    {{- include "mcm-cp.labels" $root | nindent 4 }}
    app.kubernetes.io/component: {{ $component }}
# No component of the control plane speaks to the cluster it runs in.
automountServiceAccountToken: false
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ $name }}
  namespace: {{ $root.Release.Namespace }}
  labels:
    {{- include "mcm-cp.labels" $root | nindent 4 }}
    app.kubernetes.io/component: {{ $component }}
spec:
  replicas: {{ $values.replicas }}
  revisionHistoryLimit: 3
  strategy:
    type: RollingUpdate
    rollingUpdate: {maxSurge: 1, maxUnavailable: 0}
  selector:
    matchLabels:
      {{- include "mcm-cp.selector" $root | nindent 6 }}
      app.kubernetes.io/component: {{ $component }}
  template:
    metadata:
      labels:
        {{- include "mcm-cp.labels" $root | nindent 8 }}
        app.kubernetes.io/component: {{ $component }}
        {{- with $root.Values.pod.labels }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      {{- with $root.Values.pod.annotations }}
      annotations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
    spec:
      serviceAccountName: {{ $name }}
      automountServiceAccountToken: false
      # Service links would be variables MCM_..., and a setting that MCM does not know stops it.
      enableServiceLinks: false
      terminationGracePeriodSeconds: 45
      {{- with include "mcm-cp.scheduling" $root | trim }}
      {{- . | nindent 6 }}
      {{- end }}
      securityContext:
        {{- include "mcm-cp.podSecurity" $root | nindent 8 }}
      {{- with $root.Values.topologySpread.keys }}
      topologySpreadConstraints:
        {{- range . }}
        - maxSkew: 1
          topologyKey: {{ . }}
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels:
              {{- include "mcm-cp.selector" $root | nindent 14 }}
              app.kubernetes.io/component: {{ $component }}
        {{- end }}
      {{- end }}
      containers:
        - name: {{ $component }}
          image: {{ include "mcm-cp.image" . }}
          imagePullPolicy: {{ $root.Values.image.pullPolicy }}
          env:
            {{- range $group, $database := .databases }}
            - name: {{ $prefix }}_{{ $group }}_URL
              value: {{ include "mcm-cp.jdbcUrl" (dict "root" $root "database" $database) | quote }}
            - name: {{ $prefix }}_{{ $group }}_USER
              value: mcm_{{ $component }}
            - name: {{ $prefix }}_{{ $group }}_PASSWORD_FILE
              value: /etc/mcm/postgres/password
            {{- end }}
            - name: {{ $prefix }}_KAFKA_BOOTSTRAP_SERVERS
              value: {{ include "mcm-cp.kafka" $root | quote }}
            {{- if $kafkaSecret }}
            - name: {{ $prefix }}_KAFKA_CLIENT_PROPERTIES
              value: /etc/mcm/kafka/{{ $root.Values.kafka.clientSecret.propertiesKey }}
            {{- end }}
            - name: {{ $prefix }}_HTTP_PORT
              value: "8080"
            {{- with .env }}
            {{- . | trim | nindent 12 }}
            {{- end }}
            {{- range $key, $value := $values.config }}
            - name: {{ $prefix }}_{{ $key }}
              value: {{ $value | toString | quote }}
            {{- end }}
            - name: MCM_LOG_LEVEL
              value: {{ $root.Values.logLevel }}
            - name: MCM_LOG_FORMAT
              value: {{ $root.Values.logFormat }}
            - name: JDK_JAVA_OPTIONS
              value: {{ $values.javaOptions | quote }}
          ports:
            - {name: http, containerPort: 8080}
            {{- with .ports }}
            {{- . | trim | nindent 12 }}
            {{- end }}
          startupProbe:
            httpGet: {path: /livez, port: http}
            periodSeconds: 2
            failureThreshold: 60
          livenessProbe:
            httpGet: {path: /livez, port: http}
            periodSeconds: 10
            failureThreshold: 3
          readinessProbe:
            httpGet: {path: /readyz, port: http}
            periodSeconds: 5
            failureThreshold: 2
          resources:
            {{- toYaml $values.resources | nindent 12 }}
          securityContext:
            {{- include "mcm-cp.containerSecurity" $root | nindent 12 }}
          volumeMounts:
            - {name: tmp, mountPath: /tmp}
            - {name: postgres, mountPath: /etc/mcm/postgres, readOnly: true}
            {{- if $ca.secretName }}
            - {name: postgres-ca, mountPath: /etc/mcm/postgres-ca, readOnly: true}
            {{- end }}
            {{- if $kafkaSecret }}
            - {name: kafka, mountPath: /etc/mcm/kafka, readOnly: true}
            {{- end }}
            {{- with .mounts }}
            {{- . | trim | nindent 12 }}
            {{- end }}
      volumes:
        # Native libraries of the Kafka client and of the JVM unpack there.
        - name: tmp
          emptyDir: {sizeLimit: 128Mi}
        - name: postgres
          secret:
            secretName: {{ $role.secretName }}
            defaultMode: 288 # 0440
            items:
              - {key: {{ $role.key }}, path: password}
        {{- if $ca.secretName }}
        - name: postgres-ca
          secret:
            secretName: {{ $ca.secretName }}
            items:
              - {key: {{ $ca.key }}, path: ca.crt}
        {{- end }}
        {{- if $kafkaSecret }}
        - name: kafka
          secret:
            secretName: {{ $kafkaSecret }}
            defaultMode: 288 # 0440
        {{- end }}
        {{- with .volumes }}
        {{- . | trim | nindent 8 }}
        {{- end }}
---
apiVersion: v1
kind: Service
metadata:
  name: {{ $name }}-metrics
  namespace: {{ $root.Release.Namespace }}
  labels:
    {{- include "mcm-cp.labels" $root | nindent 4 }}
    app.kubernetes.io/component: {{ $component }}
    mcm.dev/endpoint: metrics
spec:
  clusterIP: None
  # Metrics of one that is not ready are what is looked for.
  publishNotReadyAddresses: true
  ports:
    - {name: http, port: 8080, targetPort: http}
  selector:
    {{- include "mcm-cp.selector" $root | nindent 4 }}
    app.kubernetes.io/component: {{ $component }}
{{- if $root.Values.podDisruptionBudget.enabled }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ $name }}
  namespace: {{ $root.Release.Namespace }}
  labels:
    {{- include "mcm-cp.labels" $root | nindent 4 }}
    app.kubernetes.io/component: {{ $component }}
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      {{- include "mcm-cp.selector" $root | nindent 6 }}
      app.kubernetes.io/component: {{ $component }}
{{- end }}
{{- with $root.Values.monitoring.serviceMonitor }}
{{- if .enabled }}
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  name: {{ $name }}
  namespace: {{ $root.Release.Namespace }}
  labels:
    {{- include "mcm-cp.labels" $root | nindent 4 }}
    app.kubernetes.io/component: {{ $component }}
    {{- with .labels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  selector:
    matchLabels:
      {{- include "mcm-cp.selector" $root | nindent 6 }}
      app.kubernetes.io/component: {{ $component }}
      mcm.dev/endpoint: metrics
  endpoints:
    - port: http
      path: /metrics
      # Label service is the component.
      honorLabels: true
      interval: {{ .interval }}
{{- end }}
{{- end }}
{{- end -}}
