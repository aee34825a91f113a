package io.hotswap.runtime.classloading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.archive.classpath.SharedLoader;
import io.hotswap.runtime.disk.MappedJar;
import io.hotswap.runtime.testing.Eventually;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each class here is in a package of its own: which were defined shows in the loader's packages.
class ClassPrefetcherTest {
  private static final String INITIALIZED = "hotswap.test.initialized";

  @TempDir Path folder;
  private final List<PluginClassLoader> loaders = new ArrayList<>();
  private final JarMetadataCache known = new JarMetadataCache(0);
  private final ClassPrefetcher classPrefetcher = new ClassPrefetcher(10, Runnable::run);
  private final ClassUsage needed = new ClassUsage(100);

  @AfterEach
  void close() {
    loaders.forEach(PluginClassLoader::close);
    System.clearProperty(INITIALIZED);
  }

  @Test
  void what_was_needed_before_is_defined_ahead_and_not_initialized() throws Exception {
    loadEach(version("1", 0, 20), 0, 20);
    var next = version("2", 0, 30);
    classPrefetcher.begin(next, needed);
    assertEquals(packages(0, 20), defined(next));
    assertNull(System.getProperty(INITIALIZED));
    Class.forName("p3.Thing", true, next);
    assertEquals("yes", System.getProperty(INITIALIZED));
  }

  @Test
  void what_is_no_longer_there_is_forgotten() throws Exception {
    loadEach(version("1", 0, 20), 0, 20);
    var next = version("2", 5, 20);
    classPrefetcher.begin(next, needed);
    assertEquals(packages(5, 20), defined(next));
    assertEquals(15, needed.lastFirst().size());
  }

  @Test
  void a_class_that_cannot_be_defined_holds_up_no_other() throws Exception {
    loadEach(version("1", 0, 20), 0, 20);
    var broken = jar("2", 0, 20, 10);
    var next = new PluginClassLoader("p", List.of(MappedJar.open(broken)), shared(), needed, known);
    loaders.add(next);
    classPrefetcher.begin(next, needed);
    assertTrue(defined(next).containsAll(packages(0, 10)), () -> "" + defined(next));
    assertTrue(defined(next).containsAll(packages(11, 20)), () -> "" + defined(next));
    assertThrows(NoClassDefFoundError.class, () -> next.loadClass("p10.Thing"));
  }

  @Test
  void a_class_that_no_plugin_may_define_holds_up_no_other() throws Exception {
    loadEach(version("1", 0, 20), 0, 20);
    needed.needed("java.p.Thing");
    var file = folder.resolve("odd.jar");
    try (var jar = new JarOutputStream(Files.newOutputStream(file))) {
      jar.putNextEntry(new JarEntry("java/p/Thing.class"));
      jar.write(ClassFile.of().build(ClassDesc.of("java.p", "Thing"), it -> {}));
      jar.putNextEntry(new JarEntry("p3/Thing.class"));
      jar.write(telling(3));
    }
    var next = new PluginClassLoader("p", List.of(MappedJar.open(file)), shared(), needed, known);
    loaders.add(next);
    classPrefetcher.begin(next, needed);
    assertTrue(defined(next).contains("p3"), () -> "" + defined(next));
  }

  @Test
  void a_loader_that_is_closed_meanwhile_forgets_nothing() throws Exception {
    loadEach(version("1", 0, 20), 0, 20);
    var next = version("2", 0, 20);
    next.close();
    classPrefetcher.begin(next, needed);
    assertEquals(List.of(), defined(next));
    assertEquals(20, needed.lastFirst().size());
  }

  @Test
  void the_last_is_first_and_no_more_are_known_than_may() {
    var few = new ClassUsage(2);
    List.of("a", "b", "a", "c").forEach(few::needed);
    assertEquals(List.of("b", "a"), few.lastFirst());
    var none = new ClassUsage(0);
    none.needed("a");
    assertEquals(List.of(), none.lastFirst());
  }

  @Test
  void of_many_plugins_those_are_known_that_were_loaded_last() {
    var first = classPrefetcher.of("plugin-0");
    var second = classPrefetcher.of("plugin-1");
    for (int i = 2; i < 257; i++) {
      classPrefetcher.of("plugin-" + i);
      assertSame(first, classPrefetcher.of("plugin-0"));
    }
    assertNotSame(second, classPrefetcher.of("plugin-1"));
  }

  @Test
  void many_on_a_thread_of_their_own_beside_who_needs_them() throws Exception {
    loadEach(version("1", 0, 80), 0, 80);
    var next = version("2", 0, 80);
    ClassPrefetcher.of(100).begin(next, needed);
    Eventually.so(() -> "defined: " + defined(next), () -> defined(next).equals(packages(0, 80)));
  }

  private static void loadEach(PluginClassLoader loader, int from, int to) throws Exception {
    for (var name : packages(from, to)) {
      loader.loadClass(name + ".Thing");
    }
  }

  private static List<String> packages(int from, int to) {
    return IntStream.range(from, to).mapToObj(it -> "p" + it).sorted().toList();
  }

  private static List<String> defined(PluginClassLoader loader) {
    return Arrays.stream(loader.getDefinedPackages()).map(Package::getName).sorted().toList();
  }

  private static SharedLoader shared() {
    return new SharedLoader();
  }

  private PluginClassLoader version(String version, int from, int to) throws IOException {
    var jar = MappedJar.open(jar(version, from, to, -1));
    var loader = new PluginClassLoader("p/" + version, List.of(jar), shared(), needed, known);
    loaders.add(loader);
    return loader;
  }

  /// @param broken the class whose parent is nowhere
  private Path jar(String version, int from, int to, int broken) throws IOException {
    var file = folder.resolve(version + ".jar");
    try (var jar = new JarOutputStream(Files.newOutputStream(file))) {
      for (int i = from; i < to; i++) {
        jar.putNextEntry(new JarEntry("p" + i + "/Thing.class"));
        jar.write(i == broken ? orphan(i) : telling(i));
      }
    }
    return file;
  }

  private static byte[] orphan(int number) {
    return ClassFile.of()
        .build(
            ClassDesc.of("p" + number, "Thing"),
            it -> it.withSuperclass(ClassDesc.of("nowhere", "Parent")));
  }

  // Its initializer sets a system property.
  private static byte[] telling(int number) {
    var system = ClassDesc.of("java.lang.System");
    var text = ConstantDescs.CD_String;
    return ClassFile.of()
        .build(
            ClassDesc.of("p" + number, "Thing"),
            type ->
                type.withMethodBody(
                    "<clinit>",
                    ConstantDescs.MTD_void,
                    ClassFile.ACC_STATIC,
                    code ->
                        code.loadConstant(INITIALIZED)
                            .loadConstant("yes")
                            .invokestatic(
                                system, "setProperty", MethodTypeDesc.of(text, text, text))
                            .pop()
                            .return_()));
  }
}
