package io.hotswap.domain.telemetry;

/// What kind of thing keeps an unloaded version's classes in memory.
public enum LeakKind {
  Thread,
  ThreadLocal,
  Timer,
  Executor,
  ShutdownHook,
  JdbcDriver,
  LoggingHandler,
  MBean,
  StaticField,
  SoftReference,
  UnfinishedCall,
  /// Nothing that is written in Java: a native library, or a stub that native code may call.
  Native,
  /// The search was cut short, or the node may not look.
  Unknown
}
