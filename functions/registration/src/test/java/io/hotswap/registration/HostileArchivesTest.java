package io.hotswap.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.archive.fixture.Fixture;
import io.hotswap.archive.fixture.RawEntry;
import io.hotswap.archive.fixture.RawZip;
import io.hotswap.archive.fixture.Zips;
import io.hotswap.domain.access.Action;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What was made to take the reader down, or to show two readers two plugins, as clients send it.
 */
class HostileArchivesTest extends RegistrationTest {
  private static final byte[] SOUND = Fixture.sound().bytes();

  private enum Hostile {
    CLAIMS_TWO_GIGABYTES("times their compressed size") {
      @Override
      byte[] bytes() {
        return with(RawEntry.of("large.bin", "x").claiming(Integer.MAX_VALUE));
      }
    },
    CLAIMS_THEM_CREDIBLY("times their compressed size") {
      @Override
      byte[] bytes() {
        var packed = new byte[2 << 20];
        new Random(5).nextBytes(packed);
        return with(RawEntry.of("large.bin", "").packed(packed).claiming(Integer.MAX_VALUE));
      }
    },
    CLAIMS_THEM_IN_A_LIBRARY("times their compressed size") {
      @Override
      byte[] bytes() {
        return Zips.of(Map.of("demo.jar", SOUND, "lib/a.jar", CLAIMS_TWO_GIGABYTES.bytes()));
      }
    },
    HAS_TWO_ENDS("several ends") {
      @Override
      byte[] bytes() {
        return RawZip.of(SOUND).comment(Arrays.copyOf(SOUND, SOUND.length + 1)).bytes();
      }
    },
    HAS_ANOTHER_ARCHIVE_IN_FRONT("before its first entry") {
      @Override
      byte[] bytes() {
        return RawZip.of(SOUND).prefix(true, SOUND).bytes();
      }
    },
    HAS_SOMETHING_BEHIND("stand behind its end") {
      @Override
      byte[] bytes() {
        return RawZip.of(SOUND).behind(new byte[7]).bytes();
      }
    },
    HAS_A_NAME_TWICE("each entry once") {
      @Override
      byte[] bytes() {
        return with(RawEntry.of("demo/Demo.class", "x"));
      }
    },
    IS_A_BOMB("times their compressed size") {
      @Override
      byte[] bytes() {
        return Fixture.sound().entry("zeros.bin", new byte[64 << 20]).bytes();
      }
    },
    HAS_A_BOMB_IN_A_LIBRARY("times their compressed size") {
      @Override
      byte[] bytes() {
        var bomb = Zips.of(Map.of("zeros.bin", new byte[64 << 20]));
        return Zips.of(Map.of("demo.jar", SOUND, "lib/bomb.jar", bomb));
      }
    },
    HAS_TOO_MANY_ENTRIES("at most 20000 entries") {
      @Override
      byte[] bytes() {
        var many = RawZip.of(SOUND);
        for (int i = 0; i < 20_000; i++) {
          many.add(RawEntry.of("f" + i, ""));
        }
        return many.bytes();
      }
    },
    HAS_TOO_MANY_LIBRARIES("at most 1,000 libraries") {
      @Override
      byte[] bytes() {
        var entries = new TreeMap<String, byte[]>(Map.of("demo.jar", SOUND));
        var library = Zips.of(Map.of("a.txt", new byte[1]));
        for (int i = 0; i <= 1_000; i++) {
          entries.put("lib/l" + i + ".jar", library);
        }
        return Zips.of(entries);
      }
    };

    private final String says;

    Hostile(String says) {
      this.says = says;
    }

    abstract byte[] bytes();

    private static byte[] with(RawEntry entry) {
      return RawZip.of(SOUND).add(entry).bytes();
    }
  }

  @ParameterizedTest
  @EnumSource
  void it_is_refused_in_words_and_nothing_is_kept(Hostile hostile) {
    var before = everything();
    var reply = inline("demo", hostile.bytes());
    assertProblem(Action.REGISTER_PLUGIN, reply, 400, "invalid-plugin", "#archive");
    assertTrue(reply.body().at("/errors").toString().contains(hostile.says), reply.toString());
    assertEquals(before, everything());
  }
}
