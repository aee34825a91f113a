package io.hotswap.registration.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.check.operations.ScanVerdict;
import io.hotswap.domain.ids.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The stand-in finds its one virus wherever it is packed, and refuses what it cannot look into.
public class EicarScannerTest {
  private final EicarScanner scanner = new EicarScanner();
  @TempDir private Path folder;

  /// The test file, put together here only.
  public static byte[] eicar() {
    var text =
        List.of("X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR", "-STANDARD-", "ANTIVIRUS-TEST-FILE!$H+H*");
    return String.join("", text).getBytes(StandardCharsets.US_ASCII);
  }

  public static byte[] zip(Map<String, byte[]> entries) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (var entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] nested(byte[] content, int deep) {
    var nested = content;
    for (int i = 0; i < deep; i++) {
      nested = zip(Map.of("inner" + i + ".zip", nested));
    }
    return nested;
  }

  @Test
  void a_clean_archive_is_clean_and_says_who_says_so() {
    var clean = assertInstanceOf(ScanVerdict.Clean.class, scan(zip(Map.of("a", new byte[9]))));
    assertEquals("eicar-stand-in", clean.engine().name());
  }

  @Test
  void it_is_found_as_a_file_of_the_archive() {
    assertEquals(List.of("eicar.com"), places(zip(Map.of("eicar.com", eicar()))));
  }

  @Test
  void it_is_found_in_the_middle_of_a_file() {
    var around =
        ("before" + new String(eicar(), StandardCharsets.US_ASCII) + "after")
            .getBytes(StandardCharsets.US_ASCII);
    assertEquals(List.of("x.txt"), places(zip(Map.of("x.txt", around))));
  }

  @Test
  void it_is_found_in_a_library() {
    var jar = zip(Map.of("lib/a.jar", zip(Map.of("data/eicar.com", eicar()))));
    assertEquals(List.of("lib/a.jar!/data/eicar.com"), places(jar));
  }

  @Test
  void it_is_found_five_archives_deep() {
    var deep = nested(zip(Map.of("eicar.com", eicar())), 5);
    assertEquals(
        List.of("inner4.zip!/inner3.zip!/inner2.zip!/inner1.zip!/inner0.zip!/eicar.com"),
        places(deep));
  }

  @Test
  void archives_nested_without_end_are_refused() {
    var failed =
        assertInstanceOf(
            ScanVerdict.Failed.class, scan(nested(zip(Map.of("eicar.com", eicar())), 12)));
    assertTrue(failed.reason().contains("more than 8 deep"), failed.reason());
  }

  @Test
  void a_zip_bomb_is_refused_before_it_is_unpacked() {
    var bomb = zip(Map.of("zeros", new byte[64 << 20]));
    var failed = assertInstanceOf(ScanVerdict.Failed.class, scan(zip(Map.of("a.zip", bomb))));
    assertEquals("a.zip", failed.where());
    assertTrue(failed.reason().contains("times their compressed size"), failed.reason());
  }

  @Test
  void a_damaged_archive_inside_is_refused() {
    var damaged = zip(Map.of("a", new byte[999]));
    damaged[damaged.length - 3] ^= 1;
    var failed = assertInstanceOf(ScanVerdict.Failed.class, scan(zip(Map.of("b.zip", damaged))));
    assertEquals("b.zip", failed.where());
  }

  private List<String> places(byte[] archive) {
    return assertInstanceOf(ScanVerdict.Infected.class, scan(archive)).threats().stream()
        .map(ScanVerdict.Threat::where)
        .toList();
  }

  private ScanVerdict scan(byte[] archive) {
    try {
      var file = Files.write(folder.resolve("archive"), archive);
      return scanner.scan(Digest.over("unused"), () -> file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
