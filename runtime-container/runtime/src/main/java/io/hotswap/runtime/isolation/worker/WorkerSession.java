package io.hotswap.runtime.isolation.worker;

import io.hotswap.archive.classpath.SharedLoader;
import io.hotswap.runtime.classloading.PluginClassLoader;
import io.hotswap.runtime.disk.MappedJar;
import io.hotswap.runtime.isolation.wire.Frame;
import io.hotswap.runtime.isolation.wire.FrameReader;
import io.hotswap.runtime.plugin.PluginText;
import io.hotswap.runtime.plugin.ResourceExhaustion;
import io.hotswap.runtime.plugin.ThrowableText;
import io.hotswap.runtime.pluginlog.Console;
import io.hotswap.runtime.scope.JdbcDrivers;
import io.hotswap.spi.CallRejected;
import io.hotswap.spi.Plugin;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// Serves the node's requests: each call on a fresh virtual thread, everything else on a platform
/// thread of its own, as in the node itself.
final class WorkerSession {
  /// The exit code of `-XX:+ExitOnOutOfMemoryError`.
  private static final int OUT_OF_MEMORY = 3;

  private static final ResourceExhaustion EXHAUSTION = new ResourceExhaustion();

  private final Map<Long, Thread> calls = new ConcurrentHashMap<>();
  private final Configurations configurations = new Configurations();
  private final WorkerSecrets secrets = new WorkerSecrets();
  private final FrameReader requests;
  private final NodeChannel node;
  private final WorkerPluginCalls pluginCalls;
  private volatile @Nullable Running running;

  private record Running(Plugin plugin, ClassLoader loader) {}

  WorkerSession(InputStream in, OutputStream out) {
    this.requests = new FrameReader(in);
    this.node = new NodeChannel(out);
    this.pluginCalls = new WorkerPluginCalls(node);
  }

  /// From here on standard output and error are sent to the node, line by line.
  void takeConsole() {
    Console.begin(
        () -> {
          long call = WorkerContext.call();
          return line -> node.send(WorkerLog.frame(call, line));
        });
  }

  /// Runs until the node closes the connection.
  void run() throws IOException {
    while (true) {
      try {
        handle(requests.read());
      } catch (EOFException end) {
        return;
      }
    }
  }

  private void handle(Frame frame) throws IOException {
    switch (frame) {
      case Frame.Start start -> start(start);
      case Frame.Call call -> call(call);
      case Frame.Cancel cancel -> cancel(cancel.id());
      case Frame.Configure it -> platform("configured", it.id(), () -> configured(it));
      case Frame.AskHealth ask -> platform("health", ask.id(), () -> health(ask.id()));
      case Frame.PluginAnswer answer -> pluginCalls.answer(answer);
      case Frame.Stop stop -> platform("stop", stop.id(), () -> stop(stop.id()));
      default -> throw new IOException("Unexpected frame from the node: " + frame);
    }
  }

  private void start(Frame.Start start) throws IOException {
    try {
      var loader = loader(start);
      thread("start", loader, start.id(), () -> start(start, loader));
    } catch (ZipException refused) {
      node.send(failed(start.id(), ThrowableText.of(refused)));
    }
  }

  private static ClassLoader loader(Frame.Start start) throws IOException {
    List<MappedJar> jars = new ArrayList<>();
    for (var path : start.classPath()) {
      jars.add(MappedJar.open(Path.of(path)));
    }
    var label = start.name() + "/" + start.version();
    return new PluginClassLoader(label, jars, new SharedLoader());
  }

  private Frame start(Frame.Start start, ClassLoader loader) throws Exception {
    JdbcDrivers.load(loader, why -> System.err.println("A JDBC driver is left out: " + why));
    var plugin =
        Class.forName(start.entryPoint(), true, loader)
            .asSubclass(Plugin.class)
            .getConstructor()
            .newInstance();
    running = new Running(plugin, loader);
    plugin.start(WorkerContext.of(start, node, pluginCalls));
    return new Frame.Done(start.id());
  }

  private void call(Frame.Call call) {
    var thread =
        Thread.ofVirtual()
            .name("call-" + call.id())
            .inheritInheritableThreadLocals(false)
            .unstarted(
                () ->
                    ScopedValue.where(WorkerContext.CALL, call.id())
                        .run(() -> node.send(answered(call))));
    thread.setContextClassLoader(loader());
    calls.put(call.id(), thread);
    thread.start();
  }

  private Frame answered(Frame.Call call) {
    try {
      return answer(call.id(), () -> handled(call));
    } finally {
      // The node must still know whose call it is.
      Console.endLines();
      calls.remove(call.id());
    }
  }

  private Frame handled(Frame.Call call) throws Exception {
    var given =
        new WorkerCall(
            call,
            secrets.with(configurations.of(call.configuration()), call.tenant(), call.secrets()));
    var reply = Objects.requireNonNull(plugin().handle(given), "handle answered null");
    if (reply.body().length > Frame.MOST_BODY) {
      throw new IllegalStateException(
          "the reply's body has %,d bytes; at most %,d pass between processes"
              .formatted(reply.body().length, Frame.MOST_BODY));
    }
    if (reply.contentType().length() > PluginText.NAME.most()) {
      throw new IllegalStateException(
          "the reply's content type has %d characters; at most %d are sent"
              .formatted(reply.contentType().length(), PluginText.NAME.most()));
    }
    return new Frame.Replied(call.id(), reply.contentType(), reply.body());
  }

  private void cancel(long id) {
    var thread = calls.get(id);
    if (thread != null) {
      thread.interrupt();
    }
  }

  private Frame configured(Frame.Configure it) throws Exception {
    var plain = configurations.of(it.configuration());
    plugin().configured(it.tenant(), secrets.with(plain, it.tenant(), it.secrets()));
    return new Frame.Done(it.id());
  }

  private Frame health(long id) {
    var health = Objects.requireNonNull(plugin().health(), "health answered null");
    return new Frame.Examined(id, health.healthy(), PluginText.SENTENCE.of(health.reason()));
  }

  private Frame stop(long id) throws Exception {
    plugin().stop();
    return new Frame.Done(id);
  }

  private void platform(String what, long id, Callable<Frame> work) {
    thread(what, loader(), id, work);
  }

  private void thread(String what, ClassLoader loader, long id, Callable<Frame> work) {
    var thread =
        Thread.ofPlatform()
            .name(what)
            .daemon()
            .inheritInheritableThreadLocals(false)
            .unstarted(() -> node.send(answer(id, work)));
    thread.setContextClassLoader(loader);
    thread.start();
  }

  // Throwables of a plugin end here, except for exhausted memory, which ends the process.
  @SuppressWarnings("CatchingUnchecked")
  private static Frame answer(long id, Callable<Frame> work) {
    try {
      return work.call();
    } catch (CallRejected rejected) {
      var message = PluginText.MESSAGE.of(String.valueOf(rejected.getMessage()));
      return new Frame.Rejected(id, PluginText.NAME.of(rejected.pointer()), message);
    } catch (Throwable thrown) {
      if (EXHAUSTION.isMeantBy(thrown)) {
        Runtime.getRuntime().halt(OUT_OF_MEMORY);
      }
      return failed(id, ThrowableText.of(cause(thrown)));
    }
  }

  private static Throwable cause(Throwable thrown) {
    var cause = thrown instanceof InvocationTargetException made ? made.getCause() : thrown;
    return cause == null ? thrown : cause;
  }

  private static Frame failed(long id, ThrowableText throwableText) {
    return new Frame.Failed(
        id, throwableText.type(), throwableText.message(), throwableText.stackTrace());
  }

  private Plugin plugin() {
    return now().plugin();
  }

  private ClassLoader loader() {
    return now().loader();
  }

  private Running now() {
    var now = running;
    if (now == null) {
      throw new IllegalStateException("A request arrived before the plugin was started");
    }
    return now;
  }
}
