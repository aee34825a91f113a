package io.hotswap.spi;

/// One version of a plugin, running.
///
/// The runtime makes one instance of a version on a node, by the public constructor without
/// parameters, and then calls [#start] once, [#health] and [#handle] many times and concurrently,
/// [#stop] once. While any of them runs, the thread's context class loader is the plugin's own, so
/// that libraries which look things up by it work.
///
/// A version is unloaded while others go on. So [#stop] has to end every thread, timer, connection
/// pool, shutdown hook and registration that the plugin made: one that stays keeps the whole
/// version in memory.
public interface Plugin {

  /// The protocol this SPI speaks. A plugin's manifest declares it, and a node refuses what it does
  /// not speak.
  int PROTOCOL = 1;

  /// Prepares the plugin: read resources, build parsers, start threads. No call arrives before it
  /// has returned. Time is limited (30 s unless the runtime is configured otherwise).
  ///
  /// @param context what the runtime lends to this instance, valid until [#stop] has returned
  /// @throws Exception when the plugin can't work; the version is then not put in service
  default void start(PluginContext context) throws Exception {}

  /// Answers one call of one tenant. Calls arrive concurrently, each on a fresh virtual thread that
  /// nothing else ever uses: blocking is cheap, and thread-locals last one call. Take note of
  /// [Call#deadline]: the thread is interrupted at it.
  ///
  /// @param call only operations that the manifest declares arrive here
  /// @return the answer, passed on to the caller byte for byte
  /// @throws CallRejected when the caller is to blame (HTTP 422, with the message); does not count
  ///   against the version
  /// @throws Exception any other throwable is the plugin's own failure (HTTP 502, code
  ///   `plugin-failed`, the message only logged) and counts against the version
  Reply handle(Call call) throws Exception;

  /// Says whether the plugin can do its work, asked before it gets its first call and every 30 s
  /// from then on. Has to answer within 5 s, concurrently with calls; throwing means unhealthy. So
  /// does a throwable that does not say in that time what it is.
  default Health health() {
    return Health.ok();
  }

  /// Takes note that a tenant's configuration has changed, for plugins that prepare something by
  /// it. Never needed for calls: each brings its configuration with it, and one may arrive before
  /// this. Told of tenants that this version serves here, one at a time, the newest change of each;
  /// not of what was set before the version started, nor, in a process a tenant, while there is
  /// none. Has to return within 5 s, concurrently with calls.
  ///
  /// @param configuration as the next calls of the tenant get it
  /// @throws Exception logged; calls go on. A version that was late three times is told no more
  default void configured(String tenant, Configuration configuration) throws Exception {}

  /// Gives everything back. The last call has ended or has been given up on by then; called also
  /// when [#start] threw.
  ///
  /// @throws Exception logged; the version is unloaded all the same
  default void stop() throws Exception {}
}
