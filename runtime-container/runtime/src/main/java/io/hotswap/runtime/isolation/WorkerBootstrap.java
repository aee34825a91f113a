package io.hotswap.runtime.isolation;

import io.hotswap.runtime.scope.PoolThreads;
import io.hotswap.runtime.supervision.PlatformOnly;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Starts `WorkerMain` by a class loader of its own over the node's class path. The JVM's own class
/// path, which plugins can reach through their threads, holds only the classes listed here.
public final class WorkerBootstrap {
  private static final String MAIN = "io.hotswap.runtime.isolation.worker.WorkerMain";
  private static final List<String> CLASSES =
      List.of(
          "isolation/WorkerBootstrap",
          "scope/PluginCode",
          "scope/PoolThreads",
          "scope/PoolThreads$OwnWorker",
          "scope/PoolThreads$SharedWorker",
          "scope/PoolThreads$SharedWorker$Chosen",
          "scope/Scoped",
          "scope/VersionScope",
          "supervision/PlatformOnly");

  private WorkerBootstrap() {}

  /// @param arguments the node's class path, and what `WorkerMain` takes
  public static void main(String[] arguments) throws Exception {
    PoolThreads.makeThoseOfTheCommonPool();
    Thread.currentThread().setContextClassLoader(PlatformOnly.NODE);
    var loader =
        new URLClassLoader("node", urls(arguments[0]), WorkerBootstrap.class.getClassLoader());
    loader
        .loadClass(MAIN)
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
  }

  private static URL[] urls(String classPath) throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (var path : classPath.split(File.pathSeparator)) {
      urls.add(Path.of(path).toUri().toURL());
    }
    return urls.toArray(URL[]::new);
  }

  /// Writes the classes of the JVM's own class path to a folder.
  public static void write(Path folder) throws IOException {
    for (var name : CLASSES) {
      var path = "io/hotswap/runtime/" + name + ".class";
      var file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      try (var in = WorkerBootstrap.class.getClassLoader().getResourceAsStream(path)) {
        if (in == null) {
          throw new IOException("No " + path + " on the node's class path");
        }
        Files.write(file, in.readAllBytes());
      }
    }
  }
}
