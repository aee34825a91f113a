package io.hotswap.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.lang.classfile.ClassFile;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Authors compile for the Java that they have; nodes run all of it. */
class JavaVersionsTest {
  private static final int JAVA_17 = 61;
  private static final String AUTHORS =
      """
      package author;
      import io.hotswap.spi.*;
      public final class Author implements Plugin {
        @Override public Reply handle(Call call) {
          if (!call.operation().equals("greet")) { throw CallRejected.unknownOperation(call); }
          return Reply.text("Hello " + call.tenant());
        }
        @Override public Health health() { return Health.ok(); }
      }
      """;

  @TempDir Path classes;

  private static Path spi() throws Exception {
    return Path.of(Plugin.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  @Test
  void every_class_of_the_spi_is_one_of_java_17() throws Exception {
    try (var files = Files.walk(spi())) {
      var all = files.filter(it -> it.toString().endsWith(".class")).toList();
      assertFalse(all.isEmpty());
      for (var file : all) {
        var version = ClassFile.of().parse(file).majorVersion();
        assertEquals(JAVA_17, version, () -> file + " is of class file version " + version);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 21, 25})
  void an_author_compiles_with_that_java_and_this_one_runs_it(int release) throws Exception {
    var told = new StringWriter();
    var options =
        List.of(
            "--release", "" + release, "-proc:none", "-d", classes + "", "-cp", spi().toString());
    var compiler = ToolProvider.getSystemJavaCompiler();
    boolean compiles = compiler.getTask(told, null, null, options, null, List.of(source())).call();
    assertTrue(compiles, told::toString);
    var file = ClassFile.of().parse(classes.resolve("author/Author.class"));
    assertEquals(JAVA_17 + release - 17, file.majorVersion());
    try (var loader =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, Plugin.class.getClassLoader())) {
      var plugin = (Plugin) loader.loadClass("author.Author").getConstructor().newInstance();
      var reply = plugin.handle(new FixedCall("greet", Instant.MAX));
      assertTrue(new String(reply.body()).startsWith("Hello "));
    }
  }

  private static JavaFileObject source() {
    return new SimpleJavaFileObject(
        URI.create("string:///author/Author.java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return AUTHORS;
      }
    };
  }
}
