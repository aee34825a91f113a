from launcher.commands import main

main()
