# fish completion of reader; `reader completion fish` prints this file.

function __reader_complete
    set -l words (commandline -opc)
    set -l program $words[1]
    set -e words[1]
    set -l typed (commandline -ct)
    switch $typed
        case '"*' "'*"
            set typed (string sub -s 2 -- $typed)
        case '*'
            # With a quote open in the middle there is no word yet.
            set typed (string unescape -- $typed; or string replace -ra '["\']' '' -- $typed)
    end
    set -l answer (command $program _complete fish $words "$typed" 2>/dev/null)
    switch "$answer[1]"
        case files
            __fish_complete_path "$typed"
        case folders
            __fish_complete_directories "$typed"
    end
    string join \n -- $answer[2..-1]
end

complete -c reader -f -a '(__reader_complete)'
