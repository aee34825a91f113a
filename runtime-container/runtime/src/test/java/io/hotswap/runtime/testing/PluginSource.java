package io.hotswap.runtime.testing;

import io.hotswap.domain.ids.Digest;
import io.hotswap.runtime.disk.DataDirectory;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A plugin made for one test: compiled from source here and now, packed as jar or zip. */
public final class PluginSource {
  private final String name;
  private final String version;
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, byte[]> libraryFiles = new LinkedHashMap<>();
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final Map<String, byte[]> jars = new LinkedHashMap<>();
  private String library = "";
  private String configuration = "{\"type\": \"object\"}";
  private List<String> calls = List.of();
  private String pins = "[]";
  private boolean pinned;
  private int protocol = 1;

  private PluginSource(String name, String version) {
    this.name = name;
    this.version = version;
  }

  /** A plugin whose class `test.Main` has this body. */
  public static PluginSource of(String name, String version, String members) {
    var source = new PluginSource(name, version);
    source.sources.put(
        "test.Main",
        "package test;\nimport io.hotswap.spi.*;\nimport java.util.*;\n"
            + "public class Main implements Plugin {\n"
            + members
            + "\n}\n");
    return source;
  }

  /** Answers `<version>` to everything. */
  public static PluginSource echo(String name, String version) {
    return of(
        name,
        version,
        "public Reply handle(Call call) { return Reply.text(\"" + version + "\"); }");
  }

  /** With this schema of its configuration. */
  public PluginSource configured(String schema) {
    configuration = schema;
    return this;
  }

  /** Permitted to call these plugins. */
  public PluginSource calling(String... plugins) {
    calls = List.of(plugins);
    return this;
  }

  private List<String> permittedCalls() {
    return calls.stream().map(it -> '"' + it + '"').toList();
  }

  /** With `vendor.Library.version()` beside it, unrelocated; in `lib/` of a zip. */
  public PluginSource withLibrary(String libraryVersion) {
    library =
        "package vendor; public class Library { public static String version() { return \""
            + libraryVersion
            + "\"; } }";
    return this;
  }

  /** With these files beside it; in `lib/` of a zip. */
  public PluginSource withLibrary(Map<String, byte[]> files) {
    libraryFiles.putAll(files);
    return this;
  }

  /** With another class, of package `test`, beside its main one. */
  public PluginSource withClass(String simpleName, String source) {
    sources.put("test." + simpleName, "package test;\nimport io.hotswap.spi.*;\n" + source);
    return this;
  }

  /** With a file beside its classes. */
  public PluginSource withFile(String path, String text) {
    files.put(path, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** With a whole jar in `lib/` of a zip, which its classes may use. */
  public PluginSource withJar(String fileName, byte[] jar) {
    jars.put("lib/" + fileName, jar);
    return this;
  }

  /** Its library is not in the archive: its manifest pins it. */
  public PluginSource pinning() {
    byte[] jar = libraryJar();
    pins =
        "[{\"coordinates\": \"org.example:library:1.0\", \"sha256\": \"%s\"}]"
            .formatted(digest(jar).hex());
    pinned = true;
    return this;
  }

  /** What [#pinning] pins. */
  public byte[] libraryJar() {
    return packed(compiled(Map.of("vendor.Library", library), Map.of()));
  }

  public PluginSource speaking(int otherProtocol) {
    protocol = otherProtocol;
    return this;
  }

  public byte[] jar() {
    Map<String, String> all = new LinkedHashMap<>(sources);
    if (!library.isEmpty()) {
      all.put("vendor.Library", library);
    }
    var classes = compiled(all, jars);
    if (pinned) {
      classes.remove("vendor/Library.class");
    }
    return packed(withManifest(classes));
  }

  public byte[] zip() {
    Map<String, String> all = new LinkedHashMap<>(sources);
    Map<String, byte[]> lib = new LinkedHashMap<>(libraryFiles);
    if (!library.isEmpty()) {
      all.put("vendor.Library", library);
    }
    var classes = compiled(all, jars);
    if (!library.isEmpty()) {
      lib.put("vendor/Library.class", classes.remove("vendor/Library.class"));
    }
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("plugin.jar", packed(withManifest(classes)));
    if (!lib.isEmpty()) {
      entries.put("lib/library.jar", packed(lib));
    }
    entries.putAll(jars);
    return packed(entries);
  }

  private Map<String, byte[]> withManifest(Map<String, byte[]> classes) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put(
        "META-INF/hotswap-plugin.json",
        """
        {"name": "%s", "version": "%s", "type": "test", "description": "made for a test",
         "entryPoint": "test.Main", "protocol": %d,
         "operations": [{"name": "run"}, {"name": "other"}],
         "permissions": {"calls": %s},
         "dependencies": {"libraries": %s},
         "configuration": %s}
        """
            .formatted(name, version, protocol, permittedCalls(), pins, configuration)
            .getBytes(StandardCharsets.UTF_8));
    entries.putAll(files);
    entries.putAll(classes);
    return entries;
  }

  private static Map<String, byte[]> compiled(
      Map<String, String> sources, Map<String, byte[]> jars) {
    try {
      var folder = Files.createTempDirectory("plugin-classes-");
      try {
        return compiled(folder, sources, jars);
      } finally {
        DataDirectory.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, byte[]> compiled(
      Path folder, Map<String, String> sources, Map<String, byte[]> jars) throws IOException {
    var out = Files.createDirectory(folder.resolve("classes"));
    var libraries = Files.createDirectory(folder.resolve("libraries"));
    var classPath = new StringBuilder(System.getProperty("java.class.path"));
    for (var jar : jars.entrySet()) {
      var file = libraries.resolve(Path.of(jar.getKey()).getFileName());
      Files.write(file, jar.getValue());
      classPath.append(File.pathSeparator).append(file);
    }
    var compiler = ToolProvider.getSystemJavaCompiler();
    var files = sources.entrySet().stream().map(it -> file(it.getKey(), it.getValue())).toList();
    var options = List.of("-d", out.toString(), "-proc:none", "-cp", classPath.toString());
    if (!compiler.getTask(null, null, null, options, null, files).call()) {
      throw new IllegalArgumentException("A test's plugin does not compile: " + sources);
    }
    return read(out);
  }

  private static Map<String, byte[]> read(Path directory) throws IOException {
    Map<String, byte[]> classes = new LinkedHashMap<>();
    try (var files = Files.walk(directory)) {
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        classes.put(
            directory.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    }
    return classes;
  }

  private static JavaFileObject file(String type, String source) {
    return new SimpleJavaFileObject(
        URI.create("string:///" + type.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source;
      }
    };
  }

  private static byte[] packed(Map<String, byte[]> entries) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (var entry : entries.entrySet()) {
        var header = new ZipEntry(entry.getKey());
        header.setTime(0);
        zip.putNextEntry(header);
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  public static Digest digest(byte[] bytes) {
    try {
      return Digest.of(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
