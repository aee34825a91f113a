package io.hotswap.domain.telemetry;

/// What keeps an unloaded version's classes in memory.
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
  /// A native library, or a stub that native code may call.
  Native,
  /// The search ended early, or the node has no heap access.
  Unknown
}
