package io.hotswap.runtime;

import io.hotswap.runtime.caching.CacheConfig;
import io.hotswap.runtime.calling.CallingConfig;
import io.hotswap.runtime.config.Variables;
import io.hotswap.runtime.figures.FiguresConfig;
import io.hotswap.runtime.following.FollowingConfig;
import io.hotswap.runtime.forwarding.ForwardingConfig;
import io.hotswap.runtime.http.connection.HttpConfig;
import io.hotswap.runtime.http.connection.TlsConfig;
import io.hotswap.runtime.isolation.IsolationConfig;
import io.hotswap.runtime.loading.LoadingConfig;
import io.hotswap.runtime.memory.MemoryConfig;
import io.hotswap.runtime.unloading.UnloadingConfig;
import java.util.Optional;

/// Every feature's configuration, bound at once: all that is wrong shows before anything runs.
record Settings(
    NodeConfig node,
    FollowingConfig following,
    LoadingConfig loading,
    UnloadingConfig unloading,
    CallingConfig calling,
    FiguresConfig figures,
    CacheConfig cache,
    HttpConfig http,
    MemoryConfig memory,
    Optional<TlsConfig> tls,
    ForwardingConfig forwarding,
    IsolationConfig isolation) {
  static Settings from(Variables variables) {
    return new Settings(
        NodeConfig.from(variables),
        FollowingConfig.from(variables),
        LoadingConfig.from(variables),
        UnloadingConfig.from(variables),
        CallingConfig.from(variables),
        FiguresConfig.from(variables),
        CacheConfig.from(variables),
        HttpConfig.from(variables),
        MemoryConfig.from(variables),
        TlsConfig.from(variables),
        ForwardingConfig.from(variables),
        IsolationConfig.from(variables));
  }
}
