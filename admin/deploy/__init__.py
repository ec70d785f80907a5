"""How the service is put on a machine, and watched there.

`build` and `install` make and set up a wheel; `Containerfile`, `compose.yaml` and
`triodesk.service` run it; `prometheus.yaml`, `alerts.yaml` and `grafana-dashboard.json`
watch it.
"""
