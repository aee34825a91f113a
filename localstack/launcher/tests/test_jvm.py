import sys

from launcher.claims import jvm


def test_the_log_of_a_claim_does_not_stand_among_its_figures(capfd):
    says = "print('half of it'); print('{\"level\": \"INFO\", \"message\": \"loaded\"}'); print('done'); raise SystemExit(3)"
    code, logged = jvm._run([sys.executable, "-c", says])
    assert capfd.readouterr().out == "half of it\ndone\n"
    assert logged == ['{"level": "INFO", "message": "loaded"}']
    assert code == 3
