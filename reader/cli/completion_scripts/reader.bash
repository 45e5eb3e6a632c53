# bash completion of reader; `reader completion bash` prints this file.

_reader() {
    local places line
    COMPREPLY=()
    while IFS= read -r line; do
        if [[ -z $places ]]; then places=$line; else COMPREPLY+=("$line"); fi
    done < <(command "${COMP_WORDS[0]/#\~/$HOME}" _complete bash "${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null)
    case $places in
        files) compopt -o default ;;
        folders) compopt -o filenames -o plusdirs ;;
    esac
    # A field of a query goes on after its colon.
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[:=] ]] && compopt -o nospace
    return 0
}

complete -F _reader reader
