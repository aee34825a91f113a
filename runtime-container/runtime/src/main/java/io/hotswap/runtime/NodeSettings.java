package io.hotswap.runtime;

import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.persistence.settings.TenantDefaultsConfig;
import io.hotswap.runtime.caching.CacheConfig;
import io.hotswap.runtime.calling.CallingConfig;
import io.hotswap.runtime.config.Variables;
import io.hotswap.runtime.controlplane.ControlPlaneConfig;
import io.hotswap.runtime.forwarding.ForwardingConfig;
import io.hotswap.runtime.http.connection.HttpConfig;
import io.hotswap.runtime.http.tls.TlsConfig;
import io.hotswap.runtime.isolation.IsolationConfig;
import io.hotswap.runtime.leakdetection.UnloadingConfig;
import io.hotswap.runtime.loading.LoadingConfig;
import io.hotswap.runtime.memory.MemoryConfig;
import io.hotswap.runtime.reporting.ReportingConfig;
import java.util.Optional;

/// Every feature's configuration, bound and checked before anything starts.
record NodeSettings(
    NodeConfig node,
    ControlPlaneConfig controlPlane,
    LoadingConfig loading,
    UnloadingConfig unloading,
    CallingConfig calling,
    ReportingConfig reporting,
    CacheConfig cache,
    HttpConfig http,
    MemoryConfig memory,
    Optional<TlsConfig> tls,
    ForwardingConfig forwarding,
    IsolationConfig isolation,
    TenantDefaults tenants) {
  static NodeSettings from(Variables variables) {
    return new NodeSettings(
        NodeConfig.from(variables),
        ControlPlaneConfig.from(variables),
        LoadingConfig.from(variables),
        UnloadingConfig.from(variables),
        CallingConfig.from(variables),
        ReportingConfig.from(variables),
        CacheConfig.from(variables),
        HttpConfig.from(variables),
        MemoryConfig.from(variables),
        TlsConfig.from(variables),
        ForwardingConfig.from(variables),
        IsolationConfig.from(variables),
        TenantDefaultsConfig.from(variables.environment()).defaults());
  }
}
